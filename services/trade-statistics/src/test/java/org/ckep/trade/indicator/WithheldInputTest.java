package org.ckep.trade.indicator;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.ckep.testing.Tokens;
import org.ckep.trade.TradeApi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A figure that is kept back is unknown: no formula takes it for zero. The laboratory's figures stand once more in years and
 * a source of their own; each case keeps one of them back and looks at what hung on it.
 */
@QuarkusTest
class WithheldInputTest {
    private static final String HEADER =
            "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,TRADE_FLOW,COMMODITY_1,COUNTERPART_AREA_1,CUSTOMS_PROC,MEASURE,"
                    + "TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,UNIT_MULT,DECIMALS,OBS_STATUS,CONF_STATUS,TRADE_SYSTEM,VALUATION\n";

    private static final Map<String, String> AREAS = Map.of("410", "KR", "156", "CN", "842", "US", "0", "W0");
    private static final Map<String, String> YEARS = Map.of("1961", "1947", "1960", "1946");

    /** Formula, parameters, the row that is looked at, and the figure that it needs: year, reporter, flow, partner, product. */
    private static final String[] NEEDED = {
        "rca | reporter=KR | 840110 | 1947 KR X W0 840110",
        "rca | reporter=KR | 840110 | 1947 KR X W0 TOTAL",
        "rca | reporter=KR&totals=summed | 840110 | 1947 KR X W0 840120",
        "rca | reporter=KR&absent=zero | 840110 | 1947 KR X W0 840110",
        "rca | reporter=KR&world=excl | 840110 | 1947 KR X W0 840110",
        "rca | reporter=KR&commodity=840110 | 840110 | 1947 KR X W0 840110",
        "rsca | reporter=KR | 840110 | 1947 KR X W0 840110",
        "nrca | reporter=KR | 840110 | 1947 KR X W0 840110",
        "rca-bilateral | reporter=KR&partner=CN | 840110 | 1947 KR X CN 840110",
        "rca-bilateral | reporter=KR&partner=CN | 840110 | 1947 KR X CN TOTAL",
        "rca-dynamic | reporter=KR&basePeriod=1946 | 840110 | 1946 KR X W0 840110",
        "tsi | reporter=KR | 840110 | 1947 KR M W0 840110",
        "tsi | reporter=KR&absent=zero | 840110 | 1947 KR X W0 840110",
        "grubel-lloyd | reporter=KR | 840110 | 1947 KR X W0 840110",
        "grubel-lloyd-aggregate | reporter=KR | | 1947 KR M W0 850110",
        "grubel-lloyd-aggregate | reporter=KR&absent=zero | | 1947 KR X W0 850110",
        "grubel-lloyd-adjusted | reporter=KR&variant=imbalance | | 1947 KR M W0 850110",
        "grubel-lloyd-adjusted | reporter=KR&variant=aquino | | 1947 KR X W0 850110",
        "marginal-iit | reporter=KR&basePeriod=1946 | 840110 | 1946 KR M W0 840110",
        "iit-ghm | reporter=KR&variant=alpha-0.15 | ONE_WAY | 1947 KR M W0 840110",
        "iit-ghm | reporter=KR&variant=alpha-0.15 | 840110 | 1947 KR M W0 840110",
        "iit-ghm | reporter=KR&variant=alpha-0.15 | 840120 | 1947 KR M W0 840110",
        "iit-ff | reporter=KR&variant=alpha-0.15 | ONE_WAY | 1947 KR M W0 840110",
        "iit-ff | reporter=KR&variant=alpha-0.15 | 840110 | 1947 KR M W0 840110",
        "lafay | reporter=KR | 840110 | 1947 KR M W0 840110",
        "lafay | reporter=KR | 840120 | 1947 KR M W0 840110",
        "lafay | reporter=KR&absent=zero | 840120 | 1947 KR X W0 840110",
        "trade-intensity | reporter=KR&partner=CN&variant=plain | | 1947 KR X CN TOTAL",
        "trade-intensity | reporter=KR&partner=CN&variant=plain | | 1947 CN M W0 TOTAL",
        "trade-intensity | reporter=KR&partner=CN&variant=world-exports | | 1947 KR X W0 TOTAL",
        "trade-intensity | reporter=KR&partner=CN&variant=kojima | | 1947 KR M W0 TOTAL",
        "complementarity-michaely | reporter=KR&partner=CN | | 1947 KR X W0 850110",
        "complementarity-michaely | reporter=KR&partner=CN | | 1947 CN M W0 850110",
        "complementarity-drysdale | reporter=KR&partner=CN | | 1947 CN M W0 850110",
        "export-similarity | reporter=KR&partner=CN | | 1947 CN X W0 850110",
        "diversification | reporter=KR | | 1947 KR X W0 850110",
        "export-margins | reporter=KR | EXTENSIVE | 1947 KR X W0 850110",
        "export-margins | reporter=KR | INTENSIVE | 1947 KR X W0 850110",
        "concentration-products | reporter=KR&flow=X&variant=hhi | | 1947 KR X W0 850110",
        "concentration-products | reporter=KR&flow=X&variant=normalised | | 1947 KR X W0 850110",
        "concentration-products | reporter=KR&flow=X&variant=unctad | | 1947 KR X W0 850110",
        "concentration-partners | reporter=KR&flow=M&variant=hhi | | 1947 KR M US TOTAL",
        "concentration-partners | reporter=KR&flow=M&variant=hhi&commodity=840120 | | 1947 KR M US 840120",
        "entropy | reporter=KR&flow=X&variant=entropy | | 1947 KR X W0 850110",
        "entropy | reporter=KR&flow=X&variant=relative | | 1947 KR X W0 850110",
        "entropy | reporter=KR&flow=X&variant=theil | | 1947 KR X W0 850110",
        "import-dependency | reporter=KR&partner=CN | 840120 | 1947 KR M CN 840120",
        "import-dependency | reporter=KR&partner=CN | 840120 | 1947 KR M W0 840120",
        "import-dependency | reporter=KR | 840120 | 1947 KR M US 840120",
        "strategic-dependency | reporter=KR&variant=top-supplier | 850110 | 1947 KR X W0 850110",
        "strategic-dependency | reporter=KR&variant=top-supplier | 850110 | 1947 KR M US 850110",
        "strategic-dependency | reporter=KR&variant=top-supplier | 850110 | 1947 KR M W0 850110",
        "unit-value | reporter=KR&flow=X | 840110 | 1947 KR X W0 840110",
        "growth-contribution | reporter=KR&flow=X&basePeriod=1946 | 850110 | 1947 KR X W0 850110",
        "growth-contribution | reporter=KR&flow=X&basePeriod=1946 | 850110 | 1946 KR X W0 840110",
        "growth-contribution | reporter=KR&flow=X&basePeriod=1946&totals=reported | 850110 | 1946 KR X W0 TOTAL",
        "cms | reporter=KR&basePeriod=1946&variant=commodity-first | CHANGE | 1947 KR X US 84",
        "cms | reporter=KR&basePeriod=1946&variant=market-first | CHANGE | 1946 KR X US 84",
        "eci | classification=HS22 | KR | 1947 KR X W0 840110",
        "mirror-asymmetry | reporter=KR&partner=CN | | 1947 KR X CN TOTAL",
        "mirror-asymmetry | reporter=KR&partner=CN&commodity=840110 | | 1947 CN M KR 840110",
    };

    /** Formulas that are defined over what is told; what they say of the rest is tested below. */
    private static final Set<String> OVER_WHAT_IS_TOLD =
            Set.of("unit-value-index", "terms-of-trade", "pci", "proximity");

    static List<String> needed() {
        return List.of(NEEDED);
    }

    @BeforeEach
    void load() {
        List<String> rows = new ArrayList<>();
        for (String figure : Laboratory.FIGURES) {
            String[] parts = figure.split(" ", -1);
            String reporter = AREAS.get(parts[1]);
            String partner = AREAS.get(parts[3]);
            String year = YEARS.get(parts[0]);
            if (reporter == null || partner == null || year == null) {
                continue;
            }
            String key = String.join(" ", year, reporter, parts[2], partner, parts[4]);
            rows.add(row(key, "TRADE_VALUE", parts[5], "USD", ""));
            if (!parts[6].equals("-")) {
                rows.add(row(key, "NET_WEIGHT", parts[6], "KG", ""));
            }
        }
        send(rows);
    }

    @Test
    void everyFormulaIsLookedAt() {
        Set<String> ids = Arrays.stream(NEEDED)
                .map(line -> line.split("\\|", -1)[0].trim())
                .collect(Collectors.toCollection(TreeSet::new));
        ids.addAll(OVER_WHAT_IS_TOLD);
        assertThat(ids)
                .isEqualTo(Formulas.all().stream().map(Formula::id).collect(Collectors.toCollection(TreeSet::new)));
    }

    @ParameterizedTest
    @MethodSource("needed")
    void whatAFormulaNeedsIsNeverZeroBecauseItIsKeptBack(String line) {
        String[] parts = line.split("\\|", -1);
        String id = parts[0].trim();
        String row = parts[2].trim();
        JsonPath before = values(id, parts[1].trim());
        assertThat(before.getString(path(row) + ".value")).as(before.prettify()).isNotNull();

        withhold(parts[3].trim(), "Q");
        JsonPath answer = values(id, parts[1].trim());
        assertThat(answer.getString(path(row) + ".value")).as(answer.prettify()).isNull();
        assertThat(answer.getString(path(row) + ".missing")).isEqualTo("SUPPRESSED");
        assertThat(answer.getString(path(row) + ".rank")).isNull();
        // What was reckoned before is told as it was.
        JsonPath then = values(id, parts[1].trim() + "&knownAt=" + before.getString("inputs.knownAt"));
        assertThat(then.getString(path(row) + ".value")).isEqualTo(before.getString(path(row) + ".value"));
    }

    @ParameterizedTest
    @CsvSource({"Q, SUPPRESSED", "L, NOT_COLLECTED", "M, CANNOT_EXIST", "O, MISSING_AT_SOURCE", "H, MISSING_AT_SOURCE"})
    void theReasonIsThatOfTheStatus(String status, String reason) {
        withhold("1947 KR X W0 840110", status);
        JsonPath answer = values("tsi", "reporter=KR");
        assertThat(answer.getString(path("840110") + ".missing")).isEqualTo(reason);
        assertThat(answer.getString(path("840120") + ".value")).isNotNull();
    }

    /** A supplier that is kept back has a share all the same, so none of the others is known to be the largest. */
    @Test
    void nothingBesideTheValueTakesItForZeroEither() {
        withhold("1947 KR M US 840120", "Q");
        JsonPath dependency = values("import-dependency", "reporter=KR&partner=CN");
        assertThat(dependency.getString(path("840120") + ".value")).isEqualTo("0.25");
        assertThat(dependency.getMap(path("840120") + ".parts"))
                .containsEntry("M_k", "40")
                .containsEntry("m_k", "10")
                .doesNotContainKeys("HHI", "CR_n", "suppliers", "coverage");
        assertThat(dependency.getList(path("840120") + ".suppliers")).isNull();

        load();
        withhold("1947 KR X W0 850110", "Q");
        JsonPath strategic = values("strategic-dependency", "reporter=KR&variant=top-supplier");
        assertThat(strategic.getMap(path("850110") + ".parts")).doesNotContainKeys("X_k", "CDI3");
        assertThat(values("grubel-lloyd-aggregate", "reporter=KR").getMap("data[0].parts"))
                .containsEntry("ΣM", "100")
                .doesNotContainKey("ΣX");
        JsonPath classes = values("iit-ff", "reporter=KR&variant=alpha-0.15");
        assertThat(classes.getString(path("850110") + ".kind")).isNull();
    }

    /** What is divided by a total that is kept back has its reason, whatever else is not known. */
    @Test
    void sharesOfATotalThatIsKeptBackAreNotTold() {
        withhold("1947 KR M W0 840120", "Q");
        JsonPath dependency = values("import-dependency", "reporter=KR&partner=CN");
        assertThat(dependency.getString(path("840120") + ".missing")).isEqualTo("SUPPRESSED");
        assertThat(dependency.getMap(path("840120") + ".parts"))
                .containsKeys("m_k", "HHI")
                .doesNotContainKeys("M_k", "CR_n", "coverage", "shareOfSelf", "shareOfUnspecified");
    }

    /** One test that fails for certain decides, whatever the figure that is kept back is. */
    @Test
    void whatIsCertainWithoutTheFigureIsTold() {
        withhold("1947 KR X W0 840120", "Q");
        JsonPath answer = values("strategic-dependency", "reporter=KR&variant=top-supplier");
        assertThat(answer.getString(path("840120") + ".value")).isEqualTo("0");
        assertThat(answer.getMap(path("840120") + ".parts")).doesNotContainKeys("X_k", "CDI3");
    }

    /** The world is the sum of what is told about it, and the row says how many figures that sum lacks. */
    @Test
    void theWorldSaysWhatItLacks() {
        withhold("1947 CN X W0 840110", "Q");
        JsonPath answer = values("rca", "reporter=KR");
        assertThat(answer.getMap(path("840110") + ".parts"))
                .containsEntry("X_wk", "80")
                .containsEntry("withheldOfWorld", "1");
        assertThat(answer.getMap(path("840120") + ".parts")).doesNotContainKey("withheldOfWorld");
        assertThat(answer.getInt("suppressed.ofOtherReporters")).isEqualTo(1);
        assertThat(answer.getInt("suppressed.figures")).isZero();
        assertThat(answer.getString("suppressed.share")).isEqualTo("0");
    }

    /** Prices are those of the products matched in both periods; which part of trade they are is not known any more. */
    @Test
    void pricesSayHowManyProductsAreKeptBack() {
        String query = "reporter=KR&flow=X&basePeriod=1946&variant=laspeyres";
        assertThat(values("unit-value-index", query).getMap("data[0].parts")).containsKey("coverage");
        withhold("1947 KR X W0 840120", "Q");
        JsonPath index = values("unit-value-index", query);
        assertThat(index.getString("data[0].value")).as(index.prettify()).isEqualTo("125");
        assertThat(index.getMap("data[0].parts"))
                .containsEntry("matched", "1")
                .containsEntry("withheld", "1")
                .doesNotContainKey("coverage");
        JsonPath terms = values("terms-of-trade", "reporter=KR&basePeriod=1946&variant=laspeyres");
        assertThat(terms.getMap(path("EXPORT_PRICES") + ".parts"))
                .containsEntry("withheld", "1")
                .doesNotContainKey("coverage");
    }

    /**
     * In what an economy is specialised is not known, so it has no place in the matrix, nor in the world: China's share of
     * 840120 is 0.25, above the 70 of 300 of those who tell all, and below the 100 of 340 of all that is told.
     */
    @Test
    void complexityLeavesOutWhoKeepsFiguresBack() {
        assertThat(values("pci", "classification=HS22").getMap(path("840120") + ".parts"))
                .containsEntry("k_p", "2");
        withhold("1947 KR X W0 840110", "Q");
        JsonPath products = values("pci", "classification=HS22");
        assertThat(products.getInt("suppressed.ofOtherReporters")).isEqualTo(1);
        assertThat(products.getMap(path("840120") + ".parts")).containsEntry("k_p", "1");
        JsonPath proximity = values("proximity", "classification=HS22&commodity=840120");
        assertThat(proximity.getInt("suppressed.ofOtherReporters")).isEqualTo(1);
    }

    /** Beside every answer about products: how many are kept back, and which part of trade they may be at most. */
    @Test
    void everyAnswerAboutProductsTellsWhatIsSuppressed() {
        withhold("1947 KR X W0 840120", "Q");
        JsonPath all = values("rca", "reporter=KR");
        assertThat(all.getInt("suppressed.figures")).isEqualTo(1);
        assertThat(all.getString("suppressed.share")).isNull();
        // Of 105 are 60 and 10 told, and 5 are not specified by kind.
        assertThat(new BigDecimal(all.getString("suppressed.shareAtMost"))).isEqualByComparingTo("0.2857142857142857");
        JsonPath one = values("rca", "reporter=KR&commodity=840110");
        assertThat(one.getString(path("840110") + ".value")).isNotNull();
        assertThat(one.getInt("suppressed.figures")).isEqualTo(1);
        assertThat(one.getString("suppressed.shareAtMost")).isNull();
    }

    /** The list of inputs has the figures without their value too: what is null because of them can be reckoned again. */
    @Test
    void theInputsNameWhatIsKeptBack() {
        int figures = values("tsi", "reporter=KR").getInt("inputs.figures");
        withhold("1947 KR X W0 840120", "Q");
        JsonPath answer = values("tsi", "reporter=KR");
        assertThat(answer.getInt("inputs.figures")).isEqualTo(figures);
        String address = answer.getString("inputs.csv");
        assertThat(given().get(address).asString()).contains("NATIONAL,A,KR,X,HS22,840120,W0,1947,,3,");
        JsonPath listed = given().accept("application/json").get(address).jsonPath();
        assertThat(listed.getMap("find { it.commodity == '840120' && it.flow == 'X' }"))
                .containsEntry("value", null)
                .containsEntry("missing", "SUPPRESSED");
    }

    private static String path(String row) {
        return row.isEmpty() ? "data[0]" : "data.find { (it.commodity ?: it.area ?: it.kind) == '" + row + "' }";
    }

    private static JsonPath values(String id, String parameters) {
        Response answer = given().urlEncodingEnabled(false)
                .get("/trade/v1/indicators/" + id + "/values?source=NATIONAL&period=1947&" + parameters);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.jsonPath();
    }

    private static void withhold(String figure, String status) {
        send(List.of(row(figure, "TRADE_VALUE", "", "USD", status)));
    }

    private static String row(String figure, String measure, String amount, String unit, String status) {
        String[] parts = figure.split(" ", -1);
        return "dataflow,CKEP:DF_BTS_NATIONAL_A(1.0.0),M,A," + parts[1] + "," + parts[2] + ",HS22_" + parts[4] + ","
                + parts[3] + ",C00," + measure + "," + parts[0] + "," + amount + "," + unit + ",,," + status + ",,,";
    }

    private static void send(List<String> rows) {
        Response answer = TradeApi.as(Tokens.loader())
                .header("Content-Type", "application/vnd.sdmx.data+csv;version=2.0.0;charset=utf-8")
                .body((HEADER + String.join("\n", rows) + "\n").getBytes(StandardCharsets.UTF_8))
                .post("/trade/v1/uploads?onConflict=last&onError=reject&source=NATIONAL");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
    }
}
