package org.ckep.trade.sdmx;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.sessions.JqwikSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters, first and last observations and availability give what going through every row of the dataflow gives. */
@QuarkusTest
class QueryPropertiesTest {
    private static final String FLOW = "dataflow/CKEP/DF_BTS_NATIONAL_A";
    private static final int TRIES = 60;

    private static final List<String> DIMENSIONS =
            List.of("FREQ", "REF_AREA", "TRADE_FLOW", "COMMODITY_1", "COUNTERPART_AREA_1", "CUSTOMS_PROC", "MEASURE");
    private static final List<String> COMPARISONS = List.of("eq", "ne", "lt", "le", "gt", "ge");
    private static final List<String> OPERATORS =
            List.of("eq", "ne", "lt", "le", "gt", "ge", "co", "nc", "sw", "ew", "eq", "eq");

    private static List<String> products = List.of();

    private List<Map<String, String>> all = List.of();

    /** One comparison of a filter. */
    private record Term(String operator, String value) {
        @Override
        public String toString() {
            return operator + ":" + value;
        }
    }

    private record Condition(String component, List<List<Term>> alternatives) {
        String parameter() {
            return "c[" + component + "]="
                    + alternatives.stream()
                            .map(terms -> terms.stream().map(Term::toString).collect(Collectors.joining("+")))
                            .collect(Collectors.joining(","));
        }

        boolean holds(Map<String, String> row) {
            String value = row.get(component);
            return alternatives.stream()
                    .anyMatch(terms -> terms.stream().allMatch(term -> holds(value == null ? "" : value, term)));
        }

        /** What has no value is not equal, contains nothing and is on neither side of anything. */
        private boolean holds(String value, Term term) {
            if (value.isEmpty()) {
                return term.operator().equals("ne") || term.operator().equals("nc");
            }
            int compared = component.equals("OBS_VALUE")
                    ? new BigDecimal(value).compareTo(new BigDecimal(term.value()))
                    : value.compareTo(term.value());
            return switch (term.operator()) {
                case "eq" -> compared == 0;
                case "ne" -> compared != 0;
                case "lt" -> compared < 0;
                case "le" -> compared <= 0;
                case "gt" -> compared > 0;
                case "ge" -> compared >= 0;
                case "co" -> value.contains(term.value());
                case "nc" -> !value.contains(term.value());
                case "sw" -> value.startsWith(term.value());
                default -> value.endsWith(term.value());
            };
        }
    }

    private record Asked(List<Condition> conditions, int first, int last) {
        String parameters() {
            return conditions.stream().map(Condition::parameter).collect(Collectors.joining("&"));
        }

        boolean holds(Map<String, String> row, @Nullable String butFor) {
            return conditions.stream()
                    .filter(condition -> !condition.component().equals(butFor))
                    .allMatch(condition -> condition.holds(row));
        }
    }

    @BeforeEach
    void upload() {
        if (products.isEmpty()) {
            products = List.of(NationalRows.product(), NationalRows.product(), NationalRows.product());
            Random random = new Random(20261128);
            List<String> rows = new ArrayList<>();
            for (int i = 0; i < 120; i++) {
                String product = products.get(random.nextInt(3));
                String partner = List.of("CN", "US", "JP").get(random.nextInt(3));
                String year = Integer.toString(2015 + random.nextInt(6));
                String status = List.of("", "", "P", "E", "B", "Q").get(random.nextInt(6));
                String amount = status.equals("Q") ? "" : Integer.toString(1 + random.nextInt(5));
                rows.add(
                        random.nextInt(3) == 0
                                ? NationalRows.weight("M", product, partner, year, amount, status)
                                : NationalRows.value("M", product, partner, year, amount, status));
            }
            NationalRows.upload(rows);
        }
        all = rows("detail=full");
        assertThat(all).hasSizeGreaterThan(50);
    }

    @Test
    void filtersAndEndsOfSeriesGiveWhatGoingThroughAllRowsGives() {
        Set<Boolean> found = new TreeSet<>();
        JqwikSession.run(
                () -> asked(DIMENSIONS.size()).sampleStream().limit(TRIES).forEach(asked -> {
                    List<Map<String, String>> matching =
                            all.stream().filter(row -> asked.holds(row, null)).toList();
                    List<Map<String, String>> expected = ends(matching, asked.first(), asked.last());
                    String parameters = asked.parameters()
                            + (asked.first() == 0 ? "" : "&firstNObservations=" + asked.first())
                            + (asked.last() == 0 ? "" : "&lastNObservations=" + asked.last());
                    assertThat(sorted(rows(parameters))).as(parameters).isEqualTo(sorted(expected));
                    found.add(expected.isEmpty());
                }));
        assertThat(found).containsExactly(false, true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exact", "available"})
    void availabilityTellsWhatGoingThroughAllRowsTells(String mode) {
        JqwikSession.run(() -> asked(0).sampleStream().limit(TRIES).forEach(asked -> {
            Map<String, Set<String>> expected = new TreeMap<>();
            for (String dimension : DIMENSIONS) {
                String free = mode.equals("available") ? dimension : null;
                Set<String> codes = all.stream()
                        .filter(row -> asked.holds(row, free))
                        .map(row -> row.get(dimension))
                        .collect(Collectors.toCollection(TreeSet::new));
                if (!codes.isEmpty()) {
                    expected.put(dimension, codes);
                }
            }
            List<Map<String, String>> matching =
                    all.stream().filter(row -> asked.holds(row, null)).toList();
            String address = "/trade/sdmx/v2/availability/" + FLOW + "/*/*/*?mode=" + mode + "&" + asked.parameters();
            Response answer = given().urlEncodingEnabled(false).get(address);
            if (expected.isEmpty()) {
                assertThat(answer.statusCode()).as(address).isEqualTo(204);
                return;
            }
            assertThat(answer.statusCode()).as(address + answer.asString()).isEqualTo(200);
            JsonPath told = answer.jsonPath();
            String constraint = "data.availabilityConstraints[0].";
            Map<String, Set<String>> codes = new TreeMap<>();
            for (Map<String, Object> list : told.<Map<String, Object>>getList(constraint + "cubeRegion.keyValues")) {
                if (list.get("values") instanceof List<?> values && !values.isEmpty()) {
                    codes.put(
                            String.valueOf(list.get("id")),
                            values.stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new)));
                }
            }
            assertThat(codes).as(address).isEqualTo(expected);
            assertThat(told.getInt(constraint + "obsCount")).as(address).isEqualTo(matching.size());
            assertThat(told.getLong(constraint + "seriesCount"))
                    .as(address)
                    .isEqualTo(matching.stream()
                            .map(QueryPropertiesTest::series)
                            .distinct()
                            .count());
        }));
    }

    /** The first and the last observations of each series, each once. */
    private static List<Map<String, String>> ends(List<Map<String, String>> rows, int first, int last) {
        if (first == 0 && last == 0) {
            return rows;
        }
        Map<String, List<Map<String, String>>> series = new TreeMap<>();
        rows.forEach(row ->
                series.computeIfAbsent(series(row), key -> new ArrayList<>()).add(row));
        List<Map<String, String>> ends = new ArrayList<>();
        for (List<Map<String, String>> observations : series.values()) {
            observations.sort(Comparator.comparing(QueryPropertiesTest::period));
            for (int i = 0; i < observations.size(); i++) {
                if (i < first || i >= observations.size() - last) {
                    ends.add(observations.get(i));
                }
            }
        }
        return ends;
    }

    /** Conditions on one to three components, and how many observations of each series; one in three asks for all of them. */
    private static Arbitrary<Asked> asked(int most) {
        List<String> unfinished = new ArrayList<>(products);
        unfinished.add("HS22_6");
        unfinished.add(products.getFirst().substring(8));
        Arbitrary<Condition> condition = Arbitraries.oneOf(
                condition("COUNTERPART_AREA_1", OPERATORS, List.of("CN", "US", "JP", "DE", "C", "S")),
                condition("COMMODITY_1", OPERATORS, unfinished),
                condition("MEASURE", OPERATORS, List.of("TRADE_VALUE", "NET_WEIGHT", "T", "VALUE")),
                condition("TIME_PERIOD", COMPARISONS, List.of("2014", "2015", "2017", "2018", "2020")),
                condition("OBS_VALUE", COMPARISONS, List.of("1", "2.5", "3", "4", "9")),
                condition("OBS_STATUS", OPERATORS, List.of("A", "P", "E", "B", "Q")),
                condition("UNIT_MEASURE", OPERATORS, List.of("USD", "KG", "K")));
        return Combinators.combine(
                        condition.list().ofMinSize(1).ofMaxSize(3).uniqueElements(Condition::component),
                        Arbitraries.integers().between(0, most == 0 ? 0 : 2),
                        Arbitraries.integers().between(0, most == 0 ? 0 : 2))
                .as(Asked::new);
    }

    private static Arbitrary<Condition> condition(String component, List<String> operators, List<String> values) {
        return Combinators.combine(Arbitraries.of(operators), Arbitraries.of(values))
                .as(Term::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(2)
                .list()
                .ofMinSize(1)
                .ofMaxSize(2)
                .map(alternatives -> new Condition(component, alternatives));
    }

    private static String series(Map<String, String> row) {
        return DIMENSIONS.stream().map(row::get).collect(Collectors.joining("."));
    }

    private static String period(Map<String, String> row) {
        return String.valueOf(row.get("TIME_PERIOD"));
    }

    private static List<String> sorted(List<Map<String, String>> rows) {
        return rows.stream().map(Map::toString).sorted().toList();
    }

    private static List<Map<String, String>> rows(String parameters) {
        Response answer = given().urlEncodingEnabled(false)
                .accept("application/vnd.sdmx.data+csv;version=2.0.0")
                .get("/trade/sdmx/v2/data/" + FLOW + "/*/*?lang=en&" + parameters);
        assertThat(answer.statusCode()).as(parameters + answer.asString()).isIn(200, 204);
        if (answer.statusCode() == 204) {
            return List.of();
        }
        List<String> lines = answer.asString().lines().toList();
        List<String> header = List.of(lines.getFirst().split(",", -1));
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < cells.length; i++) {
                row.put(header.get(i), cells[i].equals("NaN") ? "" : cells[i]);
            }
            rows.add(row);
        }
        return rows;
    }
}
