package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.ckep.investment.Bilateral;
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

    /** As if it had been proposed a month ago. */
    private void left(String change, String period) {
        assertThat(StoredRows.change(
                        transactions,
                        "update change_set set deadline = now() + interval '" + period
                                + "', proposed_at = now() - interval '23 days' where id = :id",
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
                    assertThat(UUID.fromString(
                                    event.data().path("changeSet").asText().substring("urn:ckep:change:".length())))
                            .isNotNull();
                    return event.audience() + " "
                            + event.data().path("daysLeft").asInt();
                })
                .toList();
    }
}
