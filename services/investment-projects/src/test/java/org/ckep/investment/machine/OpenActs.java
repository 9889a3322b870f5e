package org.ckep.investment.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ckep.testing.Api;
import org.jspecify.annotations.Nullable;

/**
 * Which acts are open to whom in each state of a record, by a table written by hand: {@code STATE person: act act; person:
 * act}. Who is not named may do nothing. The service is asked for what the table leaves out.
 */
final class OpenActs {
    /** Everybody whom the realm knows, and the public. */
    private static final List<String> PERSONS = List.of(
            "cn-maker",
            "cn-checker",
            "cn-statistician",
            "cn-auditor",
            "kr-maker",
            "kr-checker",
            "kr-statistician",
            "kr-auditor",
            "secretariat",
            "cn-ministry",
            "kr-ministry",
            "agency-kotra",
            "ckep-loader",
            "public");

    /** Refusals of what a record in that state does not know. */
    private static final Set<String> OF_THE_STATE =
            Set.of("urn:ckep:problem:state-forbids", "urn:ckep:problem:change-stale");

    private final Map<String, Map<String, List<String>>> table = new LinkedHashMap<>();

    OpenActs(String text) {
        text.lines().forEach(line -> {
            String[] state = line.strip().split("\\s+", 2);
            Map<String, List<String>> open = new LinkedHashMap<>();
            if (state.length > 1) {
                for (String person : state[1].split(";")) {
                    String[] acts = person.split(":");
                    open.put(acts[0].strip(), List.of(acts[1].strip().split("\\s+")));
                }
            }
            table.put(state[0], open);
        });
    }

    /** How an act is asked for. */
    @FunctionalInterface
    interface Attempt {
        Response by(Api person, String act);
    }

    private static Api person(String name) {
        return switch (name) {
            case "public" -> Api.PUBLIC;
            case "cn-ministry", "kr-ministry", "agency-kotra", "ckep-loader" -> Api.client(name);
            default -> Api.user(name);
        };
    }

    /** The states that it names. */
    Set<String> states() {
        return table.keySet();
    }

    /**
     * Asks for the acts that the table does not open to a person, and expects each to be refused, without a change and with
     * the acts that are open to him instead.
     *
     * @param record path of a record in that state
     * @param acts all that the machine knows
     * @param told true where the record itself says which acts are open to its reader
     */
    void assertOthersRefused(String state, String record, List<String> acts, boolean told, Attempt attempt) {
        Map<String, String> before = answers(record);
        for (String name : PERSONS) {
            Api person = person(name);
            List<String> open = table.get(state).getOrDefault(name, List.of());
            Response seen = person.get(record);
            boolean knows = seen.statusCode() == 200;
            if (told && knows) {
                assertThat(seen.<List<String>>path("allowed"))
                        .as("%s told of %s", name, state)
                        .containsExactlyInAnyOrderElementsOf(open);
            }
            for (String act : asked(state, name, acts)) {
                if (!open.contains(act)) {
                    assertRefused(state, name, act, attempt.by(person, act), knows ? open : null);
                }
            }
        }
        assertThat(answers(record)).as("nothing changed in %s", state).isEqualTo(before);
    }

    /** Who may do nothing in any state is asked to do one thing in each, another one every time. */
    private List<String> asked(String state, String name, List<String> acts) {
        boolean mayNothing = table.values().stream().noneMatch(open -> open.containsKey(name));
        int turn = List.copyOf(table.keySet()).indexOf(state) + PERSONS.indexOf(name);
        return mayNothing ? List.of(acts.get(turn % acts.size())) : acts;
    }

    /** Asks for every act that is open, in a form that does not say what the act rests on: it is refused for that alone. */
    void assertOpenOnesAskForMore(String state, String problem, Attempt attempt) {
        table.get(state)
                .forEach((name, open) -> open.forEach(act -> {
                    Response answer = attempt.by(person(name), act);
                    assertThat(answer.<String>path("type"))
                            .as("%s of %s in %s", act, name, state)
                            .isEqualTo("urn:ckep:problem:" + problem);
                }));
    }

    private static Map<String, String> answers(String record) {
        Map<String, String> answers = new LinkedHashMap<>();
        for (String name : List.of("cn-maker", "kr-maker")) {
            answers.put(
                    name,
                    person(name).get(record).statusCode() == 200
                            ? person(name).get(record).asString()
                            : "");
        }
        return answers;
    }

    private void assertRefused(
            String state, String name, String act, Response refusal, @Nullable List<String> openIfKnown) {
        String what = "%s of %s in %s: %s".formatted(act, name, state, refusal.asString());
        assertThat(refusal.statusCode()).as(what).isIn(401, 403, 404, 409);
        @Nullable List<String> allowed = refusal.path("allowed");
        if (openIfKnown == null) {
            assertThat(refusal.statusCode()).as(what).isNotEqualTo(409);
            assertThat(allowed).as(what).isNull();
            return;
        }
        if (refusal.statusCode() == 409 || allowed != null) {
            assertThat(allowed).as(what).isNotNull().containsExactlyInAnyOrderElementsOf(openIfKnown);
        }
        boolean undefined = table.get(state).values().stream().noneMatch(acts -> acts.contains(act));
        boolean doesSoElsewhere = table.values().stream()
                .anyMatch(open -> open.getOrDefault(name, List.of()).contains(act));
        if (undefined && doesSoElsewhere) {
            assertThat(refusal.<String>path("type")).as(what).isIn(OF_THE_STATE);
        }
    }

    /** The names of an enum's constants, as acts. */
    static <E extends Enum<E>> List<String> names(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
    }
}
