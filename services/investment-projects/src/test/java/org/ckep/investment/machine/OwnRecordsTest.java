package org.ckep.investment.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import org.ckep.investment.Records;
import org.ckep.investment.exposure.Exposures;
import org.ckep.investment.grievance.Grievances;
import org.ckep.investment.pending.ByTwoPersons;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;

/** What one side carries on alone, through the service: every state, target and person of grievances and exposures. */
@QuarkusTest
class OwnRecordsTest {
    private static final String SHOWN = ", \"classification\": {\"level\": \"BILATERAL\"}";

    /** Grievances that the Chinese maker has entered and carried on. */
    private static final OpenActs GRIEVANCES = new OpenActs("""
            RECEIVED      cn-maker: UNDER_REVIEW WITHDRAWN; cn-ministry: UNDER_REVIEW WITHDRAWN; cn-checker: REJECTED
            UNDER_REVIEW  cn-maker: ANSWERED WITHDRAWN; cn-ministry: ANSWERED WITHDRAWN; cn-checker: REJECTED
            ANSWERED      cn-maker: UNDER_REVIEW WITHDRAWN; cn-ministry: UNDER_REVIEW WITHDRAWN; cn-checker: RESOLVED
            RESOLVED
            REJECTED
            WITHDRAWN
            """);

    @Test
    void grievancesAreWhatTheTableSays() {
        List<String> targets = List.copyOf(GRIEVANCES.states());
        for (String state : targets) {
            String grievance = grievanceIn(state);
            assertThat(Api.cnMaker().get(grievance).<String>path("state")).isEqualTo(state);
            OpenActs.Attempt attempt = (person, target) -> step(person, grievance, target);
            GRIEVANCES.assertOthersRefused(state, grievance, targets, false, attempt);
            GRIEVANCES.assertOpenOnesAskForMore(state, "grievance-guard-not-met", attempt);
        }
    }

    /** A step that says nothing of what it rests on. */
    private static Response step(Api person, String grievance, String target) {
        String tag = person.etag(grievance);
        return person.step(
                grievance, tag == null ? "\"none\"" : tag, "{\"to\": \"%s\", \"date\": \"2025-06\"}".formatted(target));
    }

    private static String grievanceIn(String state) {
        Api maker = Api.cnMaker();
        String project = maker.create("projects", Records.project(SHOWN));
        String grievance = Grievances.made(maker, project);
        if (List.of("UNDER_REVIEW", "ANSWERED", "RESOLVED").contains(state)) {
            done(maker.step(grievance, Grievances.REVIEW));
        }
        if (List.of("ANSWERED", "RESOLVED").contains(state)) {
            done(maker.step(grievance, Grievances.ANSWER));
        }
        if (state.equals("RESOLVED")) {
            done(Api.cnChecker().step(grievance, Grievances.RESOLVED));
        } else if (state.equals("REJECTED")) {
            done(Api.cnChecker().step(grievance, Grievances.RESOLVED.replace("RESOLVED", "REJECTED")));
        } else if (state.equals("WITHDRAWN")) {
            done(maker.step(grievance, Grievances.RESOLVED.replace("RESOLVED", "WITHDRAWN")));
        }
        return grievance;
    }

    private static void done(Response answer) {
        answer.then().statusCode(200);
    }

    /** Exposures that the Chinese side sees. */
    private static final OpenActs EXPOSURES = new OpenActs("""
            RAISED   cn-maker: clear; cn-statistician: clear; cn-ministry: clear
            CLEARED
            """);

    @Test
    void exposuresAreWhatTheTableSays() {
        for (String state : EXPOSURES.states()) {
            Api maker = Api.cnMaker();
            String exposure = Exposures.made(maker, maker.create("projects", Records.project(SHOWN)), SHOWN);
            if (state.equals("CLEARED")) {
                ByTwoPersons.confirm(maker.command(exposure, "clear", Exposures.CLEARED));
            }
            assertThat(maker.get(exposure).<String>path("state")).isEqualTo(state);
            OpenActs.Attempt attempt = (person, act) -> clear(person, exposure, Exposures.CLEARED);
            EXPOSURES.assertOthersRefused(state, exposure, List.of("clear"), false, attempt);
            EXPOSURES.assertOpenOnesAskForMore(
                    state,
                    "exposure-date",
                    (person, act) -> clear(person, exposure, Exposures.CLEARED.replace("2025-06", "2024-06")));
        }
    }

    private static Response clear(Api person, String exposure, String body) {
        String tag = person.etag(exposure);
        return person.post(exposure + "/clear", tag == null ? "\"none\"" : tag, body);
    }
}
