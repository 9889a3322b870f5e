package org.ckep.trade.conversion;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.conversion.Tables.address;
import static org.ckep.trade.conversion.Tables.figures;
import static org.ckep.trade.conversion.Tables.put;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.sessions.JqwikSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of any tables and any figures: the sum over all products stays, and each figure goes where the rules say. */
@QuarkusTest
class ConversionPropertiesTest {
    private static final BigDecimal ZERO = BigDecimal.ZERO;

    /** What became of the figures of all worlds: methods, and reasons why not. */
    private static final Set<String> OUTCOMES = new TreeSet<>();

    @AfterAll
    static void everyRuleWasMet() {
        assertThat(OUTCOMES)
                .containsExactly("CONVERSION_TABLE", "NO_LINK", "ONE_TO_ONE", "SEVERAL_TARGETS", "WEIGHTED");
    }

    /**
     * What a table says of one code.
     *
     * @param targets none, one or several
     * @param weights of the targets, empty where there are none
     * @param choice one of several targets, where the conversion table names one
     */
    private record Entry(List<String> targets, List<BigDecimal> weights, boolean chosen) {
        /** Where a value of one goes, empty where it goes nowhere. */
        Map<String, BigDecimal> parts() {
            Map<String, BigDecimal> parts = new TreeMap<>();
            if (targets.size() == 1) {
                parts.put(targets.getFirst(), BigDecimal.ONE);
            } else if (!weights.isEmpty()) {
                for (int i = 0; i < targets.size(); i++) {
                    parts.put(targets.get(i), weights.get(i));
                }
            } else if (chosen && !targets.isEmpty()) {
                parts.put(targets.getFirst(), BigDecimal.ONE);
            }
            return parts;
        }
    }

    private record World(Map<String, Entry> first, Map<String, Entry> second, Map<String, BigDecimal> figures) {}

    private static List<String> codes(String beginning) {
        List<String> codes = new ArrayList<>();
        for (int i = 10; i < 20; i++) {
            codes.add(beginning + i);
        }
        return codes;
    }

    /** Up to nine decimals, as many as a weight may have; the last one is what is left of 1. */
    private static Arbitrary<List<BigDecimal>> weights(int count) {
        return Arbitraries.integers()
                .between(1, 300_000_000)
                .list()
                .ofSize(count - 1)
                .map(parts -> {
                    List<BigDecimal> weights = new ArrayList<>();
                    BigDecimal rest = BigDecimal.ONE;
                    for (int part : parts) {
                        BigDecimal weight = BigDecimal.valueOf(part, 9);
                        weights.add(weight);
                        rest = rest.subtract(weight);
                    }
                    weights.add(rest);
                    return weights;
                });
    }

    private static Arbitrary<Entry> entry(List<String> targets) {
        return Arbitraries.of(targets)
                .set()
                .ofMinSize(0)
                .ofMaxSize(4)
                .map(List::copyOf)
                .flatMap(chosen -> {
                    Arbitrary<List<BigDecimal>> weights = chosen.size() > 1
                            ? Arbitraries.oneOf(Arbitraries.just(List.of()), weights(chosen.size()))
                            : Arbitraries.just(List.of());
                    return Combinators.combine(weights, Arbitraries.of(true, false))
                            .as((given, choice) -> new Entry(chosen, given, choice));
                });
    }

    private static Arbitrary<World> worlds() {
        Arbitrary<Map<String, BigDecimal>> figures = Arbitraries.maps(
                        Arbitraries.of(codes("9722")),
                        Arbitraries.bigDecimals()
                                .between(ZERO, new BigDecimal("99999999999"))
                                .ofScale(2))
                .ofMinSize(1)
                .ofMaxSize(10);
        return Combinators.combine(
                        Arbitraries.maps(Arbitraries.of(codes("9722")), entry(codes("9717")))
                                .ofMinSize(8),
                        Arbitraries.maps(Arbitraries.of(codes("9717")), entry(codes("9712")))
                                .ofMinSize(8),
                        figures)
                .as(World::new);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void sumsOverAllProductsStayAndEveryFigureGoesWhereItsRulesSay(int seed) {
        JqwikSession.run(() -> {
            World world = worlds().generator(1000, true).next(new Random(seed)).value();
            importTable("HS22_HS17", world.first(), codes("9717"));
            importTable("HS17_HS12", world.second(), codes("9712"));
            int year = 1930 + seed;
            figures(
                    year,
                    world.figures().entrySet().stream()
                            .map(figure -> "H6," + figure.getKey() + ","
                                    + figure.getValue().toPlainString())
                            .toList());
            JsonPath answer = given().get(address(year)).jsonPath();

            Map<String, BigDecimal> shown = new TreeMap<>();
            List<Map<String, Object>> data = answer.getList("data");
            data.forEach(figure ->
                    OUTCOMES.add(String.valueOf(figure.getOrDefault("notConverted", figure.get("conversionMethod")))));
            data.forEach(figure -> shown.put(
                    figure.get("classification") + "_" + figure.get("commodity"),
                    new BigDecimal(String.valueOf(figure.get("value"))).stripTrailingZeros()));
            assertThat(shown).isEqualTo(expected(world));

            BigDecimal total = world.figures().values().stream().reduce(ZERO, BigDecimal::add);
            assertThat(shown.values().stream().reduce(ZERO, BigDecimal::add)).isEqualByComparingTo(total);
            assertThat(answer.getList("sums")).hasSize(1);
            assertThat(new BigDecimal(answer.getString("sums[0].total"))).isEqualByComparingTo(total);
            assertThat(new BigDecimal(answer.getString("sums[0].converted"))
                            .add(new BigDecimal(answer.getString("sums[0].notConverted"))))
                    .isEqualByComparingTo(total);
        });
    }

    /** The rules once more, code by code. */
    private static Map<String, BigDecimal> expected(World world) {
        Map<String, BigDecimal> expected = new TreeMap<>();
        world.figures().forEach((code, value) -> {
            Map<String, BigDecimal> arrived = new TreeMap<>();
            BigDecimal whole = ZERO;
            for (Map.Entry<String, BigDecimal> half : parts(world.first(), code).entrySet()) {
                for (Map.Entry<String, BigDecimal> part :
                        parts(world.second(), half.getKey()).entrySet()) {
                    BigDecimal weight = half.getValue().multiply(part.getValue());
                    whole = whole.add(weight);
                    arrived.merge("HS12_" + part.getKey(), value.multiply(weight), BigDecimal::add);
                }
            }
            if (whole.compareTo(BigDecimal.ONE) == 0) {
                arrived.forEach((target, part) -> expected.merge(target, part, BigDecimal::add));
            } else {
                expected.put("HS22_" + code, value);
            }
        });
        expected.replaceAll((code, value) -> value.stripTrailingZeros());
        return expected;
    }

    private static Map<String, BigDecimal> parts(Map<String, Entry> table, String code) {
        Entry entry = table.get(code);
        return entry == null ? Map.of() : entry.parts();
    }

    /** A file needs a row, so each table has one of a code that no figure has. */
    private static void importTable(String table, Map<String, Entry> entries, List<String> targets) {
        List<String> links = new ArrayList<>(List.of("000000," + targets.get(0), "000000," + targets.get(1)));
        List<String> conversion = new ArrayList<>(Set.of("000000," + targets.get(0)));
        List<String> weights = new ArrayList<>(Set.of("000000," + targets.get(0) + ",1"));
        entries.forEach((code, entry) -> {
            entry.targets().forEach(target -> links.add(code + "," + target));
            if (entry.chosen() && entry.targets().size() > 1) {
                conversion.add(code + "," + entry.targets().getFirst());
            }
            for (int i = 0; i < entry.weights().size(); i++) {
                weights.add(code + "," + entry.targets().get(i) + ","
                        + entry.weights().get(i).toPlainString());
            }
        });
        put(table, links);
        put(table + "_CONVERSION", conversion);
        put(table + "_WEIGHTS", weights);
    }
}
