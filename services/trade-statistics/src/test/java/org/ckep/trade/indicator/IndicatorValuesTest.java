package org.ckep.trade.indicator;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.math.BigDecimal;
import java.util.Set;
import java.util.TreeSet;
import org.ckep.trade.ComtradeFile;
import org.ckep.trade.TradeApi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every formula over the laboratory's figures, through the API; the expected values were computed apart from it. */
@QuarkusTest
class IndicatorValuesTest {
    private static final BigDecimal NEAR = new BigDecimal("1e-13");

    @BeforeEach
    void load() {
        Laboratory.load();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rca                      | reporter=KR                                        | 840110      | 2.314285714285714
            rca                      | reporter=KR&totals=summed                          | 840110      | 2.4
            rca                      | reporter=KR&world=excl                             | 840110      | 4.285714285714286
            rca                      | reporter=410&commodity=840110                      | 840110      | 2.314285714285714
            rca                      | reporter=CN&level=6&classification=HS96            | 850110      | 1.3162500000000000
            rsca                     | reporter=KR                                        | 840110      | 0.3965517241379310
            nrca                     | reporter=KR                                        | 840110      | 0.0841335162322817
            rca-bilateral            | reporter=KR&partner=CN                             | 840110      | 1.3125
            rca-dynamic              | reporter=KR&basePeriod=1960                        | 840110      | -0.0081967672041785
            tsi                      | reporter=KR                                        | 840120      | -0.142857142857142857
            tsi                      | reporter=KR                                        | 850110      | -0.6
            tsi                      | reporter=KR&partner=CN                             | 840110      | 0.333333333333333333
            tsi                      | reporter=KR&partner=CN&absent=zero                 | 850110      | -1
            grubel-lloyd             | reporter=KR                                        | 840110      | 0.5
            grubel-lloyd-aggregate   | reporter=KR                                        |             | 0.6
            grubel-lloyd-adjusted    | reporter=KR&variant=imbalance                      |             | 0.6
            grubel-lloyd-adjusted    | reporter=KR&variant=aquino                         |             | 0.6
            marginal-iit             | reporter=KR&basePeriod=1960                        | 840110      | 0.666666666666666667
            marginal-iit             | reporter=KR&basePeriod=1960                        | 840120      | 1
            iit-ghm                  | reporter=KR&variant=alpha-0.15                     | HORIZONTAL  | 0.3
            iit-ghm                  | reporter=KR&variant=alpha-0.15                     | VERTICAL_HIGH | 0.2
            iit-ghm                  | reporter=KR&variant=alpha-0.15                     | UNALLOCATED | 0.1
            iit-ghm                  | reporter=KR&variant=alpha-0.15                     | ONE_WAY     | 0.4
            iit-ghm                  | reporter=KR&variant=alpha-0.25                     | HORIZONTAL  | 0.5
            iit-ff                   | reporter=KR&variant=alpha-0.15                     | VERTICAL_HIGH | 0.4
            iit-ff                   | reporter=KR&variant=alpha-0.15                     | HORIZONTAL  | 0.35
            iit-ff                   | reporter=KR&variant=alpha-0.15                     | UNALLOCATED | 0.25
            lafay                    | reporter=KR                                        | 840110      | 20
            lafay                    | reporter=KR&partner=CN                             | 850110      | -26.5927977839335180
            lafay                    | reporter=KR&absent=zero&commodity=010121           | 010121      | 0
            lafay                    | reporter=KR&period=1958&absent=zero                | 840110      | 0
            grubel-lloyd-aggregate   | reporter=KR&period=1958&absent=zero                |             | 0
            iit-ghm                  | reporter=KR&variant=alpha-0.15&period=1958&absent=zero | ONE_WAY | 1
            iit-ff                   | reporter=KR&variant=alpha-0.15&period=1958&absent=zero | 840120  | 0.25
            trade-intensity          | reporter=KR&partner=CN&variant=plain               |             | 1.142857142857142857
            trade-intensity          | reporter=KR&partner=CN&variant=world-exports       |             | 2.204081632653061224
            trade-intensity          | reporter=KR&partner=CN&variant=kojima              |             | 0.761904761904761905
            complementarity-michaely | reporter=KR&partner=CN                             |             | 90
            complementarity-drysdale | reporter=KR&partner=CN                             |             | 1.23
            export-similarity        | reporter=KR&partner=CN                             |             | 45
            diversification          | reporter=KR                                        |             | 0.4
            export-margins           | reporter=KR                                        | EXTENSIVE   | 1
            export-margins           | reporter=KR                                        | INTENSIVE   | 0.25
            concentration-products   | reporter=KR&flow=X&variant=hhi                     |             | 0.46
            concentration-products   | reporter=KR&flow=X&variant=normalised              |             | 0.19
            concentration-products   | reporter=KR&flow=X&variant=unctad                  |             | 0.238691099907888
            concentration-partners   | reporter=KR&flow=M&variant=hhi                     |             | 0.524691358024691358
            concentration-partners   | reporter=KR&flow=M&variant=hhi&commodity=840120    |             | 0.555555555555555556
            entropy                  | reporter=KR&flow=X&variant=entropy                 |             | 0.8979457248567797
            entropy                  | reporter=KR&flow=X&variant=relative                |             | 0.8173454221465101
            entropy                  | reporter=KR&flow=X&variant=theil                   |             | 0.200666563811330
            import-dependency        | reporter=KR&partner=CN                             | 840120      | 0.25
            import-dependency        | reporter=KR&top=1&commodity=840120                 | 840120      | 0.5
            import-dependency        | reporter=KR                                        | 840120      | 0.75
            strategic-dependency     | reporter=KR&variant=top-supplier                   | 840120      | 0
            strategic-dependency     | reporter=KR&variant=top-supplier                   | 850110      | 1
            strategic-dependency     | reporter=KR&partner=US&variant=counterpart         | 850110      | 0
            strategic-dependency     | reporter=KR&variant=top-supplier&period=1959       | 850110      | 1
            strategic-dependency     | reporter=KR&variant=top-supplier&period=1959       | 850120      | 1
            strategic-dependency     | reporter=KR&variant=top-supplier&period=1959&commodity=850110 | 850110 | 1
            strategic-dependency     | reporter=KR&variant=top-supplier&period=1959       | 840110      | 0
            unit-value               | reporter=KR&flow=X                                 | 840110      | 10
            unit-value-index         | reporter=KR&flow=X&basePeriod=1960&variant=laspeyres |           | 150
            unit-value-index         | reporter=KR&flow=X&basePeriod=1960&variant=paasche |             | 142.857142857142857
            unit-value-index         | reporter=KR&flow=X&basePeriod=1960&variant=fisher  |             | 146.385010942279959
            unit-value-index         | reporter=KR&flow=X&basePeriod=1960&variant=laspeyres&trim=1.5 |  | 125
            terms-of-trade           | reporter=KR&basePeriod=1960&variant=laspeyres      | TERMS_OF_TRADE | 130.434782608695652
            growth-contribution      | reporter=KR&flow=X&basePeriod=1960                 | 850110      | 0.166666666666666667
            cms                      | reporter=KR&basePeriod=1960&variant=commodity-first | CHANGE     | 40
            cms                      | reporter=KR&basePeriod=1960&variant=commodity-first | WORLD      | 54.2857142857142857
            cms                      | reporter=KR&basePeriod=1960&variant=commodity-first | COMMODITY  | -28.5714285714285714
            cms                      | reporter=KR&basePeriod=1960&variant=commodity-first | MARKET     | -9.46428571428571429
            cms                      | reporter=KR&basePeriod=1960&variant=market-first   | MARKET      | -2.49084249084249084
            cms                      | reporter=KR&basePeriod=1960&variant=market-first   | COMPETITIVENESS | 23.75
            eci                      | classification=HS96                                | KR          | 1.309016994374948
            eci                      | classification=HS96                                | US          | -1.118033988749895
            pci                      | classification=HS96                                | 840120      | 0.559016994374948
            pci                      | classification=HS96&pciNorm=own                    | 840110      | 1.118033988749895
            proximity                | classification=HS96&commodity=840110               | 840120      | 0.5
            mirror-asymmetry         | reporter=KR&partner=CN                             |             | 22.2222222222222222
            mirror-asymmetry         | reporter=KR&partner=CN&commodity=840110            |             | 18.1818181818181818
            """)
    void theLaboratorysValues(String id, String parameters, String row, BigDecimal value) {
        JsonPath answer = values(id, parameters);
        String path = row == null ? "data[0]" : "data.find { (it.commodity ?: it.area ?: it.kind) == '" + row + "' }";
        assertThat(answer.getString(path + ".value")).as(answer.prettify()).isNotNull();
        assertThat(new BigDecimal(answer.getString(path + ".value"))).isCloseTo(value, within(NEAR));
        assertThat(answer.getString("formula.id")).isEqualTo(id);
        assertThat(answer.getString("inputs.sha256")).hasSize(64);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rca                      | reporter=KR&commodity=010121                       | 010121 | NOT_REPORTED
            rca                      | reporter=KR&period=1962                            |        |
            tsi                      | reporter=KR&partner=CN                             | 850110 | INPUT_MISSING
            rca-dynamic              | reporter=KR&basePeriod=1960                        | 850110 | NEW_OR_VANISHED
            rca-dynamic              | reporter=KR&basePeriod=1960&commodity=010121       | 010121 | NOT_REPORTED
            marginal-iit             | reporter=KR&basePeriod=1960                        | 850110 | INPUT_MISSING
            unit-value               | reporter=KR&flow=X                                 | 850110 | WEIGHT_MISSING
            trade-intensity          | reporter=KR&partner=US&variant=plain               |        | NOT_REPORTED
            trade-intensity          | reporter=KR&partner=CN&variant=plain&commodity=850110 |     | NOT_REPORTED
            complementarity-michaely | reporter=JP&partner=CN                             |        | NOT_REPORTED
            complementarity-michaely | reporter=KR&partner=JP                             |        | INPUT_MISSING
            concentration-products   | reporter=JP&flow=X&variant=hhi                     |        | NOT_REPORTED
            concentration-partners   | reporter=JP&flow=X&variant=hhi                     |        | NOT_REPORTED
            entropy                  | reporter=JP&flow=X&variant=theil                   |        | NOT_REPORTED
            unit-value-index         | reporter=CN&flow=X&basePeriod=1960&variant=fisher  |        | NOTHING_MATCHED
            mirror-asymmetry         | reporter=US&partner=CN                             |        | INPUT_MISSING
            grubel-lloyd-aggregate   | reporter=KR&period=1958                            |        | INPUT_MISSING
            grubel-lloyd-aggregate   | reporter=JP                                        |        | NOT_REPORTED
            grubel-lloyd-adjusted    | reporter=KR&period=1958&variant=imbalance          |        | INPUT_MISSING
            grubel-lloyd-adjusted    | reporter=KR&period=1958&variant=aquino             |        | INPUT_MISSING
            grubel-lloyd-adjusted    | reporter=KR&period=1958&variant=imbalance&absent=zero |     | ZERO_DENOMINATOR
            iit-ghm                  | reporter=KR&period=1958&variant=alpha-0.15         | ONE_WAY | INPUT_MISSING
            iit-ghm                  | reporter=KR&period=1958&variant=alpha-0.15         | 840110 | INPUT_MISSING
            iit-ff                   | reporter=KR&period=1958&variant=alpha-0.25         | HORIZONTAL | INPUT_MISSING
            iit-ff                   | reporter=JP&variant=alpha-0.25                     | ONE_WAY | NOT_REPORTED
            lafay                    | reporter=KR&period=1958                            | 840120 | INPUT_MISSING
            lafay                    | reporter=KR&period=1958&commodity=850110           | 850110 | NOT_REPORTED
            growth-contribution      | reporter=KR&flow=X&basePeriod=1961&classification=HS96&period=1962 | 840110 | INPUT_MISSING
            growth-contribution      | reporter=KR&flow=X&basePeriod=1961&classification=HS96&period=1962&totals=reported&commodity=840110 | 840110 | INPUT_MISSING
            cms                      | reporter=KR&basePeriod=1961&variant=market-first&classification=HS96&period=1962 | CHANGE | INPUT_MISSING
            export-margins           | reporter=JP                                        | EXTENSIVE | NOT_REPORTED
            cms                      | reporter=JP&basePeriod=1960&variant=market-first   | CHANGE | NOT_REPORTED
            eci                      | classification=HS96&minTrade=150                   | KR     | FILTERED
            proximity                | classification=HS96&commodity=010121               | 010121 | NOT_REPORTED
            strategic-dependency     | reporter=KR&variant=counterpart&partner=JP&commodity=850110 | 850110 | NOT_REPORTED
            strategic-dependency     | reporter=CN&variant=top-supplier&period=1959       | 850110 | INPUT_MISSING
            """)
    void whatIsUndefinedIsNullWithItsReason(String id, String parameters, String row, String reason) {
        JsonPath answer = parameters.contains("period=1962")
                ? given().get("/trade/v1/indicators/" + id + "/values?source=COMTRADE_LEGACY&" + parameters)
                        .jsonPath()
                : values(id, parameters);
        if (reason == null) {
            assertThat(answer.getList("data")).isEmpty();
            return;
        }
        String path = row == null ? "data[0]" : "data.find { (it.commodity ?: it.area ?: it.kind) == '" + row + "' }";
        assertThat((Object) answer.get(path)).as(answer.prettify()).isNotNull();
        assertThat((Object) answer.get(path + ".value")).isNull();
        assertThat(answer.getString(path + ".missing")).isEqualTo(reason);
    }

    /** A reporter may be its own largest supplier: it stays in the total and out of the ranking, and its share is told. */
    @Test
    void theReporterItselfAndUnspecifiedAreasAreNoSuppliers() {
        JsonPath answer = values("import-dependency", "reporter=KR&partner=CN&commodity=840120");
        assertThat(answer.getList("data[0].suppliers.area", String.class)).containsExactly("US", "CN");
        assertThat(answer.getList("data[0].suppliers.share", String.class)).containsExactly("0.5", "0.25");
        assertThat(answer.getString("data[0].parts.HHI")).isEqualTo("0.5555555555555556");
        assertThat(answer.getString("data[0].parts.HHI_whole")).isEqualTo("0.3125");
        assertThat(answer.getString("data[0].parts.shareOfSelf")).isEqualTo("0.1");
        assertThat(answer.getString("data[0].parts.shareOfUnspecified")).isEqualTo("0.15");
        assertThat(answer.getString("data[0].parts.CR_n")).isEqualTo("0.75");
        assertThat(answer.getString("data[0].parts.M_k")).isEqualTo("40");
        assertThat(answer.getString("data[0].parts.coverage")).isEqualTo("0.75");
        JsonPath all = values("import-dependency", "reporter=KR&commodity=840120&suppliers=all&top=4");
        assertThat(all.getList("data[0].suppliers.area", String.class)).containsExactly("US", "CN", "899", "KR");
        assertThat(all.getString("data[0].parts.HHI")).isEqualTo("0.345");
        assertThat(all.getString("data[0].parts.HHI_whole")).isEqualTo("0.345");
        JsonPath partners = values("concentration-partners", "reporter=KR&flow=M&commodity=840120&variant=hhi");
        assertThat(partners.getString("data[0].parts.HHI_whole")).isEqualTo("0.3125");
        assertThat(all.getList("data[0].suppliers.reimport", Boolean.class)).containsExactly(false, false, false, true);
    }

    /** Goods that came back are told as such wherever figures come row by row. */
    @Test
    void figuresOfAReporterAboutItselfAreFlagged() {
        JsonPath answer = values("import-dependency", "reporter=KR&commodity=840120");
        JsonPath inputs = given().accept("application/json")
                .get(answer.getString("inputs.csv"))
                .jsonPath();
        assertThat(inputs.getList("findAll { it.reimport }.partner", String.class))
                .containsExactly("KR");
        assertThat(inputs.getList("findAll { !it.reimport }.partner", String.class))
                .containsOnly("W0", "CN", "US", "899");
        JsonPath series = given().get("/trade/v1/series?source=COMTRADE_LEGACY&reporter=KR&flow=M&commodity=840120")
                .jsonPath();
        assertThat(series.getList("data.findAll { it.reimport }.partner.code", String.class))
                .containsExactly("KR");
        assertThat(series.getList("data.findAll { !it.reimport }.partner.code", String.class))
                .contains("W0", "CN", "US")
                .doesNotContain("KR");
    }

    /** What a reporter exports to itself has not come back. */
    @Test
    void exportsOfAReporterToItselfAreNoReimports() {
        ComtradeFile exports = new ComtradeFile();
        for (String[] partner : new String[][] {{"0", "10"}, {"410", "4"}, {"842", "6"}}) {
            exports.row(
                    "period",
                    "1956",
                    "refPeriodId",
                    "19560101",
                    "flowCode",
                    "X",
                    "cmdCode",
                    "840130",
                    "partnerCode",
                    partner[0],
                    "primaryValue",
                    partner[1]);
        }
        Response loaded = TradeApi.upload(exports.text(), "source=COMTRADE_LEGACY");
        assertThat(loaded.statusCode()).as(loaded.asString()).isEqualTo(201);
        JsonPath answer = values(
                "concentration-partners",
                "reporter=KR&flow=X&variant=hhi&commodity=840130&suppliers=all&top=2&period=1956");
        assertThat(answer.getList("data[0].suppliers.area", String.class)).containsExactly("US", "KR");
        assertThat(answer.getList("data[0].suppliers.reimport", Boolean.class)).containsExactly(false, false);
        JsonPath inputs = given().accept("application/json")
                .get(answer.getString("inputs.csv"))
                .jsonPath();
        assertThat(inputs.getList("partner", String.class)).contains("KR");
        assertThat(inputs.getList("reimport", Boolean.class)).containsOnly(false);
        JsonPath series = given().get("/trade/v1/series?source=COMTRADE_LEGACY&reporter=KR&flow=X&commodity=840130")
                .jsonPath();
        assertThat(series.getList("data.partner.code", String.class)).contains("KR");
        assertThat(series.getList("data.reimport", Boolean.class)).containsOnly(false);
    }

    /** Of a flow that is not held no product is told as zero. */
    @Test
    void aFlowThatIsNotHeldIsNoZero() {
        JsonPath answer = values("iit-ghm", "reporter=KR&period=1958&variant=alpha-0.15");
        String row = "data.find { it.commodity == '840110' }.";
        assertThat(answer.getMap(row + "parts")).containsOnlyKeys("M_k");
        assertThat(answer.getString(row + "kind")).isNull();
        assertThat(values("grubel-lloyd-aggregate", "reporter=KR&period=1958").getMap("data[0].parts"))
                .containsOnlyKeys("ΣM");
    }

    /** Whoever reads a concentration sees how much of the whole the partners listed make up. */
    @Test
    void concentrationStandsBesideTheWhole() {
        assertThat(values("concentration-partners", "reporter=KR&flow=M&variant=hhi&commodity=840120")
                        .getMap("data[0].parts"))
                .containsEntry("n", "2")
                .containsEntry("M_k", "40")
                .containsEntry("coverage", "0.75");
        assertThat(values("concentration-partners", "reporter=KR&flow=X&variant=hhi")
                        .getMap("data[0].parts"))
                .containsEntry("HHI", "1")
                .containsEntry("X_k", "105")
                .containsEntry("coverage", "0.380952380952381");
    }

    /** Imports above no exports have no ratio; that there are none is told beside the verdict. */
    @Test
    void dependencyWithoutExportsTellsThemAsZero() {
        JsonPath answer =
                values("strategic-dependency", "reporter=KR&variant=top-supplier&period=1959&commodity=850110");
        assertThat(answer.getMap("data[0].parts"))
                .containsEntry("M_k", "50")
                .containsEntry("X_k", "0")
                .doesNotContainKey("CDI3");
    }

    /** An area that states only a total without an edition is no part of the world of an edition. */
    @Test
    void theWorldIsWhoReportsInTheEdition() {
        JsonPath answer = values("rca", "reporter=KR&period=1959&commodity=840110");
        assertThat(answer.getMap("data[0].parts"))
                .containsEntry("X_i", "40")
                .containsEntry("X_wk", "50")
                .containsEntry("X_w", "140");
        assertThat(answer.getInt("basis.reporters")).isEqualTo(2);
    }

    @Test
    void theAnswerNamesWhatItRestsOn() {
        JsonPath answer = values("rca", "reporter=KR&commodity=840110");
        assertThat(answer.getMap("basis"))
                .containsEntry("reporter", "KR")
                .containsEntry("source", "COMTRADE_LEGACY")
                .containsEntry("classification", "HS96")
                .containsEntry("period", "1961")
                .containsEntry("reporters", 3)
                .containsEntry("mixedSides", false)
                .containsEntry("unit", "USD");
        assertThat(answer.getList("basis.valuations", String.class)).containsExactly("FOB");
        assertThat(answer.getString("basis.parameters.totals")).isEqualTo("reported");
        assertThat(answer.getString("basis.parameters.world")).isEqualTo("incl");
        assertThat(answer.getString("notSpecified.commodity")).isEqualTo("999999");
        assertThat(answer.getString("notSpecified.share")).isEqualTo("0.04761904761904762");
        assertThat(answer.getMap("data[0].parts"))
                .containsEntry("X_ik", "60")
                .containsEntry("X_i", "105")
                .containsEntry("X_wk", "100")
                .containsEntry("X_w", "405");
        assertThat(values("trade-intensity", "reporter=KR&partner=CN&variant=plain")
                        .getBoolean("basis.mixedSides"))
                .isTrue();
        assertThat(values("eci", "classification=HS96").getString("formula.method"))
                .isEqualTo("eigenvalues");
        assertThat(values("eci", "classification=HS96").getList("data.rank", Integer.class))
                .containsExactly(1, 2, 3);
    }

    /** A product that nobody specified by kind is none. */
    @Test
    void unspecifiedGoodsAreNoProduct() {
        assertThat(values("rca", "reporter=KR").getList("data.commodity", String.class))
                .containsExactly("840110", "840120", "850110");
        JsonPath concentration = values("concentration-products", "reporter=KR&flow=X&variant=hhi");
        assertThat(concentration.getString("data[0].parts.n")).isEqualTo("3");
        assertThat(concentration.getString("data[0].kind")).isEqualTo("PRODUCTS_WITH_TRADE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nrca"})
    void advantagesOfAllEconomiesSumToZero(String id) {
        BigDecimal sum = BigDecimal.ZERO;
        for (String reporter : new String[] {"KR", "CN", "US"}) {
            for (String value : values(id, "totals=summed&reporter=" + reporter).getList("data.value", String.class)) {
                sum = sum.add(new BigDecimal(value));
            }
        }
        assertThat(sum).isCloseTo(BigDecimal.ZERO, within(NEAR));
    }

    /** Every formula of the catalogue has values here; the list above leaves none out. */
    @Test
    void everyFormulaIsTested() throws NoSuchMethodException {
        String table = IndicatorValuesTest.class
                .getDeclaredMethod("theLaboratorysValues", String.class, String.class, String.class, BigDecimal.class)
                .getAnnotation(CsvSource.class)
                .textBlock();
        Set<String> tested = new TreeSet<>();
        table.lines()
                .forEach(line -> tested.add(line.substring(0, line.indexOf('|')).strip()));
        assertThat(tested)
                .isEqualTo(
                        new TreeSet<>(Formulas.all().stream().map(Formula::id).toList()));
    }

    private static JsonPath values(String id, String parameters) {
        String query = parameters.contains("&period=") ? "source=COMTRADE_LEGACY" : Laboratory.QUERY;
        Response answer = given().get("/trade/v1/indicators/" + id + "/values?" + query + "&" + parameters);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.jsonPath();
    }
}
