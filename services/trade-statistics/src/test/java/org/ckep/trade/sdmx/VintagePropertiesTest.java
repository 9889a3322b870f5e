package org.ckep.trade.sdmx;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of the vintages of any history: random messages of merges, replacements and deletions, one after the other. */
@QuarkusTest
class VintagePropertiesTest {
    private static final String CSV = "application/vnd.sdmx.data+csv;version=2.0.0";
    private static final int MESSAGES = 9;

    /** Cells of a row: its action, then its key from FREQ to TIME_PERIOD, then what it tells. */
    private static final int ACTION = 2;

    private static final int KEY_END = 11;
    private static final int CELLS = 19;

    private final List<Instant> instants = new ArrayList<>();
    private final List<Map<String, String>> states = new ArrayList<>();
    private List<String> products = List.of();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyStateIsKeptAndEveryChangeCanBeReplayed(long seed) {
        products = List.of(NationalRows.product(), NationalRows.product());
        Random random = new Random(seed);
        for (int message = 0; message < MESSAGES; message++) {
            instants.add(NationalRows.upload(randomRows(random)));
            states.add(replay(new TreeMap<>(), read("lang=en")));
        }
        assertThat(states.stream().distinct().count()).isGreaterThan(MESSAGES / 2);
        asOfIsTheStateThatWasServed();
        changesReplayedIntoAnyCopyTakenSinceGiveTheState();
        historyHoldsEveryState();
        aServiceThatIsSentTheChangesHoldsTheSame();
    }

    private List<String> randomRows(Random random) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            String product = products.get(random.nextInt(2));
            String partner = random.nextInt(3) == 0 ? "US" : "CN";
            String year = Integer.toString(2019 + random.nextInt(3));
            String status = List.of("", "P", "E", "B", "J", "Q").get(random.nextInt(6));
            String amount = status.equals("Q") ? "" : Integer.toString(1 + random.nextInt(4));
            String action = random.nextBoolean() ? "M" : "R";
            rows.add(
                    switch (random.nextInt(7)) {
                        case 0 -> NationalRows.deletion(product, partner, "TRADE_VALUE", year);
                        case 1 -> NationalRows.deletion(product, partner, "", year);
                        case 2 -> NationalRows.deletion(product, random.nextBoolean() ? "" : partner, "NET_WEIGHT", "");
                        case 3 -> NationalRows.weight(action, product, partner, year, amount, status);
                        default -> NationalRows.value(action, product, partner, year, amount, status);
                    });
        }
        return rows;
    }

    private void asOfIsTheStateThatWasServed() {
        assertThat(read("asOf=" + instants.getFirst().minusNanos(1_000))).isEmpty();
        for (int i = 0; i < MESSAGES; i++) {
            assertThat(replay(new TreeMap<>(), read("asOf=" + instants.get(i))))
                    .as("state %d", i)
                    .isEqualTo(states.get(i));
            Instant end =
                    i + 1 < MESSAGES ? instants.get(i + 1).minusNanos(1_000) : Instant.parse("2999-01-01T00:00:00Z");
            assertThat(replay(new TreeMap<>(), readV1("asOf=" + end)))
                    .as("end of state %d", i)
                    .isEqualTo(states.get(i));
            assertThat(observations("asOf=" + instants.get(i)))
                    .as("availability of state %d", i)
                    .isEqualTo(states.get(i).size());
        }
    }

    private void changesReplayedIntoAnyCopyTakenSinceGiveTheState() {
        Map<String, String> now = states.getLast();
        Instant before = instants.getFirst().minusNanos(1_000);
        assertThat(replay(new TreeMap<>(), read("updatedAfter=" + before))).isEqualTo(now);
        for (int i = 0; i < MESSAGES; i++) {
            assertThat(replay(states.get(i), readV1("updatedAfter=" + instants.get(i))))
                    .as("changes since %d", i)
                    .isEqualTo(now);
            for (int j = i; j < MESSAGES; j++) {
                List<String> changes = read("updatedAfter=" + instants.get(i) + "&asOf=" + instants.get(j));
                for (int copy = i; copy <= j; copy++) {
                    assertThat(replay(states.get(copy), changes))
                            .as("changes from %d to %d, replayed into a copy of %d", i, j, copy)
                            .isEqualTo(states.get(j));
                }
            }
        }
    }

    private void historyHoldsEveryState() {
        List<String> history = read("includeHistory=true");
        for (int i = 0; i < MESSAGES; i++) {
            Instant until = instants.get(i);
            assertThat(replay(
                            new TreeMap<>(),
                            history.stream()
                                    .filter(row -> !updated(row).isAfter(until))
                                    .toList()))
                    .as("history until %d", i)
                    .isEqualTo(states.get(i));
            assertThat(read("includeHistory=true&asOf=" + until))
                    .isEqualTo(history.stream()
                            .filter(row -> !updated(row).isAfter(until))
                            .toList());
            assertThat(readV1("includeHistory=true&updatedAfter=" + until))
                    .isEqualTo(history.stream()
                            .filter(row -> updated(row).isAfter(until))
                            .toList());
        }
        assertThat(history.stream().map(VintagePropertiesTest::updated)).isSorted();
        for (int first = 0; first <= 2; first++) {
            for (int last = first == 0 ? 1 : 0; last <= 2; last++) {
                String counted = (first == 0 ? "" : "&firstNObservations=" + first)
                        + (last == 0 ? "" : "&lastNObservations=" + last);
                assertThat(read("includeHistory=true" + counted)).as(counted).isEqualTo(ofEnds(history, first, last));
                Instant since = instants.get(MESSAGES / 2);
                assertThat(readV1("includeHistory=true&updatedAfter=" + since + counted))
                        .as(counted + " since " + since)
                        .isEqualTo(ofEnds(
                                history.stream()
                                        .filter(row -> updated(row).isAfter(since))
                                        .toList(),
                                first,
                                last));
            }
        }
    }

    /** The rows of the first and last periods of each series. */
    private static List<String> ofEnds(List<String> rows, int first, int last) {
        Map<String, TreeSet<String>> periods = new TreeMap<>();
        rows.forEach(row ->
                periods.computeIfAbsent(series(row), series -> new TreeSet<>()).add(period(row)));
        return rows.stream()
                .filter(row -> {
                    TreeSet<String> all = periods.get(series(row));
                    return all.headSet(period(row)).size() < first
                            || all.tailSet(period(row), false).size() < last;
                })
                .toList();
    }

    private static String series(String row) {
        return String.join(",", Arrays.asList(row.split(",", -1)).subList(ACTION + 1, KEY_END - 1));
    }

    private static String period(String row) {
        return row.split(",", -1)[KEY_END - 1];
    }

    /** The message of changes is itself an upload: each is brought into another dataflow as it comes. */
    private void aServiceThatIsSentTheChangesHoldsTheSame() {
        String copy = "DF_BTS_COMTRADE_A";
        Instant since = instants.getFirst().minusNanos(1_000);
        for (Instant instant : instants) {
            Response changes = get(addressV2("DF_BTS_NATIONAL_A", "updatedAfter=" + since + "&asOf=" + instant));
            if (changes.statusCode() == 200) {
                NationalRows.upload(changes.asString().replace("DF_BTS_NATIONAL_A", copy), "COMTRADE_V1");
            }
            since = instant;
        }
        assertThat(replay(new TreeMap<>(), rows(get(addressV2(copy, "lang=en")))))
                .isEqualTo(states.getLast());
    }

    /** Does what the rows of a message say to a copy. */
    private static Map<String, String> replay(Map<String, String> copy, List<String> rows) {
        Map<String, String> replayed = new TreeMap<>(copy);
        for (String row : rows) {
            List<String> cells = Arrays.asList(row.split(",", -1));
            String key = String.join(",", cells.subList(ACTION + 1, KEY_END));
            String content = String.join(",", cells.subList(KEY_END, CELLS));
            switch (cells.get(ACTION)) {
                case "R" -> replayed.put(key, content);
                case "D" -> {
                    assertThat(content).isEqualTo(",,,,,,,");
                    replayed.remove(key);
                }
                default -> throw new AssertionError(row);
            }
        }
        return replayed;
    }

    private static Instant updated(String row) {
        return Instant.parse(row.substring(row.lastIndexOf(',') + 1));
    }

    private List<String> read(String parameters) {
        return rows(get(addressV2("DF_BTS_NATIONAL_A", parameters)));
    }

    private String addressV2(String flow, String parameters) {
        return "v2/data/dataflow/CKEP/" + flow + "/*/A.KR.M." + products.get(0) + ",A.KR.M." + products.get(1) + "?"
                + parameters;
    }

    private List<String> readV1(String parameters) {
        return rows(get(
                "v1/data/DF_BTS_NATIONAL_A/A.KR.M." + products.get(0) + "+" + products.get(1) + "...?" + parameters));
    }

    private long observations(String parameters) {
        Response answer = given().urlEncodingEnabled(false)
                .get("/trade/sdmx/v2/availability/dataflow/CKEP/DF_BTS_NATIONAL_A/*/A.KR.M." + products.get(0)
                        + ",A.KR.M." + products.get(1) + "?" + parameters);
        return answer.statusCode() == 204 ? 0 : answer.jsonPath().getLong("data.availabilityConstraints[0].obsCount");
    }

    private static Response get(String address) {
        return given().urlEncodingEnabled(false).accept(CSV).get("/trade/sdmx/" + address);
    }

    /** None where nothing matches. */
    private static List<String> rows(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 204, 404);
        return answer.statusCode() == 200 ? answer.asString().lines().skip(1).toList() : List.of();
    }
}
