package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Owner;
import org.ckep.investment.Records;
import org.ckep.investment.StoredRows;
import org.ckep.records.RecordTransactions;
import org.ckep.testing.Answers;
import org.ckep.testing.Api;
import org.ckep.testing.PublishedEvent;
import org.junit.jupiter.api.Test;

/** Both sides hear a week and a day before that the period of a change set ends, each once, and nobody else hears of it. */
@QuarkusTest
class ChangeReminderTest {
    private static final String TYPE = "org.ckep.investment.change.deadline_near.v1";

    @Inject
    RecordTransactions transactions;

    @Test
    void bothSidesAreRemindedOnceAWeekAndOnceADayBefore() {
        String project = Bilateral.joint("Plant");
        String change = Bilateral.draft(Api.cnMaker(), project, Bilateral.replacingTitle("In time"));
        Bilateral.propose(change);
        String idle = Bilateral.draft(Api.cnMaker(), project, Bilateral.replacingTitle("A draft"));
        Bilateral.act(Api.cnMaker(), idle, "submit").then().statusCode(200);

        left(change, "6 days 23 hours");
        String before = Answers.bodyOf(Api.krMaker().get(change));
        heard(project, List.of("side-cn 7", "side-kr 7"));
        assertThat(Answers.bodyOf(Api.krMaker().get(change)))
                .as("to be reminded of is not to change")
                .isEqualTo(before);
        left(change, "23 hours");
        heard(project, List.of("side-cn 7", "side-kr 7", "side-cn 1", "side-kr 1"));
        // Once each, however often it is looked for: several checks later there is no third.
        left(change, "22 hours");
        String other = Bilateral.joint("Other plant");
        String later = Bilateral.draft(Api.krMaker(), other, Bilateral.replacingTitle("Later"));
        Bilateral.act(Api.krMaker(), later, "submit").then().statusCode(200);
        Bilateral.act(Api.krChecker(), later, "propose").then().statusCode(200);
        left(later, "12 hours");
        heard(other, List.of("side-cn 1", "side-kr 1"));
        heard(project, List.of("side-cn 7", "side-kr 7", "side-cn 1", "side-kr 1"));
        Bilateral.act(Api.krMaker(), change, "review").then().statusCode(200).body("state", equalTo("UNDER_REVIEW"));
    }

    /** Whoever has just been told of the period is not reminded of it, and holds up nobody who is. */
    @Test
    void aReminderWhoseMomentLiesBeforeTheProposalIsLeftOut() throws SQLException {
        String brief = Bilateral.joint("Brief");
        String told = Bilateral.draft(Api.cnMaker(), brief, Bilateral.replacingTitle("Just told"));
        Bilateral.propose(told);
        left(told, "2 days", "4 days");
        String record = Records.urn(brief);
        String id = told.substring(told.lastIndexOf('/') + 1);
        // As many as are looked for at once, and before the one that is due.
        pastPolicies("""
                insert into change_set select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid()))).*
                from change_set c, generate_series(1, 100) where c.id = '%s'""".formatted(id));
        try {
            String project = Bilateral.joint("Plant");
            String due = Bilateral.draft(Api.cnMaker(), project, Bilateral.replacingTitle("In time"));
            Bilateral.propose(due);
            left(due, "3 days");
            heard(project, List.of("side-cn 7", "side-kr 7"));
            assertThat(reminders(brief)).isEmpty();
        } finally {
            pastPolicies("delete from change_set where record_urn = '%s' and id <> '%s' and makes_joint = false"
                    .formatted(record, id));
        }
    }

    /** What nobody may do through the application. */
    private static void pastPolicies(String sql) throws SQLException {
        Owner.run("alter table change_set no force row level security");
        try {
            Owner.run(sql);
        } finally {
            Owner.run("alter table change_set force row level security");
        }
    }

    /** As if it had been proposed more than three weeks ago. */
    private void left(String change, String period) {
        left(change, period, "23 days");
    }

    /** As if it had been proposed so long ago. */
    private void left(String change, String period, String since) {
        assertThat(StoredRows.change(
                        transactions,
                        "update change_set set deadline = now() + interval '" + period
                                + "', proposed_at = now() - interval '" + since + "' where id = :id",
                        change))
                .isEqualTo(1);
    }

    private static void heard(String project, List<String> expected) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(reminders(project)).containsExactlyInAnyOrderElementsOf(expected));
    }

    private static List<String> reminders(String project) {
        return PublishedEvent.about(Records.urn(project), 1).stream()
                .filter(event -> event.type().equals(TYPE))
                .map(event -> {
                    String change = event.data().path("changeSet").asText();
                    Api.krMaker()
                            .get(project + "/changes/" + Records.id(change))
                            .then()
                            .statusCode(200)
                            .body("urn", equalTo(change));
                    return event.audience() + " "
                            + event.data().path("daysLeft").asInt();
                })
                .toList();
    }
}
