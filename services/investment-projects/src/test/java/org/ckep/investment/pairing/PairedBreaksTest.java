package org.ckep.investment.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.ckep.investment.pairing.ComparedPairs.amount;
import static org.ckep.investment.pairing.ComparedPairs.compared;
import static org.ckep.investment.pairing.ComparedPairs.cycle;
import static org.ckep.investment.pairing.ComparedPairs.file;
import static org.ckep.investment.pairing.ComparedPairs.found;
import static org.ckep.investment.pairing.ComparedPairs.ours;
import static org.ckep.investment.pairing.ComparedPairs.paired;
import static org.ckep.investment.pairing.ComparedPairs.patch;
import static org.ckep.investment.pairing.ComparedPairs.sum;
import static org.ckep.investment.pairing.ComparedPairs.theirs;
import static org.ckep.investment.pairing.ComparedPairs.told;
import static org.ckep.investment.pairing.ComparedPairs.total;
import static org.ckep.testing.Problems.problem;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Records;
import org.ckep.investment.StoredRows;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.reconciliation.ReconciliationProblem;
import org.ckep.records.RecordTransactions;
import org.ckep.testing.Answers;
import org.ckep.testing.Api;
import org.ckep.testing.PublishedEvent;
import org.junit.jupiter.api.Test;

/** What differs between paired records is settled as what differs on one record, and ends where the pair ends. */
@QuarkusTest
class PairedBreaksTest {
    @Inject
    RecordTransactions transactions;

    @Test
    void bothSidesSettleABreak() {
        String ours = ours(total("942000000", "CONTRACTED"));
        String theirs = theirs(total("825000000", "DECLARED"));
        String group = paired(ours, theirs);
        cycle();
        String found = found(ours);
        Api.krChecker()
                .get(found)
                .then()
                .body("record", equalTo(group))
                .body("members", contains(Records.urn(ours), Records.urn(theirs)))
                .body("state", equalTo("OPEN"))
                .body("delta", equalTo("117000000 USD"));
        assertThat(file(Api.krMaker(), "breaks.csv?record=" + Records.urn(theirs))
                        .lines())
                .hasSize(2)
                .last()
                .asString()
                .contains(group + ",totalInvestment,OPEN,")
                .endsWith(Records.urn(ours) + "; " + Records.urn(theirs));
        Api.secretariat()
                .post(found + "/assign", "{\"assigned\": [\"KR\"]}")
                .then()
                .statusCode(200);
        String explanation = "{\"reason\": \"TIMING\", \"words\": {\"en\": \"Another cut-off\"}}";
        Api.cnMaker()
                .post(found + "/explain", explanation)
                .then()
                .spec(problem(ReconciliationProblem.BREAK_OTHER_SIDE));
        Api.krMaker().post(found + "/explain", explanation).then().statusCode(200);
        Api.krChecker().post(found + "/close", "{}").then().spec(problem(ReconciliationProblem.BREAK_OTHER_SIDE));
        Api.cnChecker().post(found + "/close", "{}").then().body("state", equalTo("CLOSED"));
        cycle();
        Api.cnMaker().get(found).then().body("state", equalTo("CLOSED"));
        patch(Api.cnMaker(), ours, amount("950000000"));
        cycle();
        Api.cnMaker().get(found).then().body("state", equalTo("OPEN")).body("reason", nullValue());
        Bilateral.explain(Api.cnMaker(), found);
        Bilateral.leave(found);
        cycle();
        compared(Api.krMaker(), theirs).body("data.status", contains("AGREED_DIFFERENCE"));
        patch(Api.cnMaker(), ours, amount("960000000"));
        cycle();
        patch(Api.cnMaker(), ours, amount("825000000"));
        cycle();
        Api.krMaker().get(found).then().body("state", equalTo("CORRECTED"));
    }

    /** What is taken apart is not compared; what was open about it ends, and what was settled stays as it was. */
    @Test
    void takingAPairApartEndsWhatWasOpen() {
        String ours = ours(total("942000000", "CONTRACTED") + sum("ownContribution", "5000000", "USD", "CONTRACTED"));
        String theirs = theirs(total("825000000", "DECLARED") + sum("ownContribution", "9000000", "USD", "DECLARED"));
        String group = paired(ours, theirs);
        cycle();
        String breaks = "breaks?record=" + Records.urn(theirs);
        Api.krMaker().get(breaks).then().body("data.pair", containsInAnyOrder("ownContribution", "totalInvestment"));
        String agreed = "breaks/"
                + Records.id(Api.krMaker().get(breaks).path("data.find { it.pair == 'ownContribution' }.urn"));
        String open = "breaks/"
                + Records.id(Api.krMaker().get(breaks).path("data.find { it.pair == 'totalInvestment' }.urn"));
        Api.secretariat()
                .post(agreed + "/assign", "{\"assigned\": [\"KR\"]}")
                .then()
                .statusCode(200);
        Api.krMaker()
                .post(agreed + "/explain", "{\"reason\": \"SCOPE\"}")
                .then()
                .statusCode(200);
        Api.cnChecker().post(agreed + "/close", "{}").then().statusCode(200);
        Bilateral.agree(Pairs.draft(Api.cnMaker(), Pairs.unpairing(group)));
        for (String record : List.of(ours, theirs)) {
            compared(Api.cnMaker(), record).body("data", empty());
        }
        Api.cnMaker().get(open).then().body("state", equalTo("OPEN"));
        cycle();
        for (Api reader : List.of(Api.cnMaker(), Api.krChecker())) {
            reader.get(open)
                    .then()
                    .body("state", equalTo("LAPSED"))
                    .body("settledAt", notNullValue())
                    .body("allowed", empty());
            reader.get(agreed).then().body("state", equalTo("CLOSED"));
            reader.get(breaks + "&state=LAPSED").then().body("data.pair", contains("totalInvestment"));
        }
        Api.cnMaker()
                .post(open + "/assign", "{\"assigned\": [\"CN\"]}")
                .then()
                .spec(problem(KernelProblem.STATE_FORBIDS));
        compared(Api.krMaker(), theirs).body("data", empty());
        assertThat(told(theirs, "break_closed", 2))
                .extracting(event -> event.data().path("state").asText())
                .containsExactlyInAnyOrder("CLOSED", "LAPSED");
        for (String auditor : List.of("cn-auditor", "kr-auditor")) {
            String trail = "audit?limit=500&record=urn:ckep:break:" + open.substring(open.indexOf('/') + 1);
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> Api.user(auditor)
                    .get(trail)
                    .then()
                    .body("data.action", contains("open-break", "lapse-break")));
        }
        // Another group is another matter.
        paired(ours, theirs);
        cycle();
        Api.cnMaker().get(open).then().body("state", equalTo("LAPSED"));
        Api.cnMaker().get(breaks + "&state=OPEN").then().body("data", hasSize(2));
    }

    /** A break about a value that its side no longer states lapses, and is open again with the value. */
    @Test
    void aWithdrawnValueEndsABreakUntilItIsBack() {
        String ours = ours(total("942000000", "CONTRACTED"));
        String theirs = theirs(total("825000000", "DECLARED"));
        paired(ours, theirs);
        cycle();
        String found = found(ours);
        patch(Api.cnMaker(), ours, "{\"totalInvestment\": null}");
        cycle();
        compared(Api.krMaker(), theirs).body("data.status", contains("ONE_SIDED"));
        Api.krMaker().get(found).then().body("state", equalTo("LAPSED"));
        patch(Api.cnMaker(), ours, amount("942000000"));
        cycle();
        Api.krMaker().get(found).then().body("state", equalTo("OPEN"));
    }

    /** What has become a record of both sides is no record of one side any more. */
    @Test
    void aRecordOfBothSidesIsNoSidesOwn() {
        String offered = Bilateral.offered("Plant", total("942000000", "CONTRACTED"));
        String theirs = theirs(total("825000000", "DECLARED"));
        paired(offered, theirs);
        cycle();
        String found = found(theirs);
        Bilateral.agree(Bilateral.draft(Api.cnMaker(), offered, Bilateral.makesJoint()));
        cycle();
        Api.krMaker().get(found).then().body("state", equalTo("LAPSED"));
        compared(Api.krMaker(), theirs).body("data", empty());
    }

    /** Nobody beside the two sides and the secretariat learns that figures are compared. */
    @Test
    void othersSeeNoneOfIt() {
        String ours = ours(total("942000000", "CONTRACTED"));
        String theirs = theirs(total("825000000", "DECLARED"));
        paired(ours, theirs);
        cycle();
        String found = found(ours);
        for (Api other : List.of(Api.PUBLIC, Api.client("agency-kotra"))) {
            other.get("breaks?record=" + Records.urn(ours)).then().body("data", empty());
            Answers.assertSame(other.get(found), other.get("breaks/" + UUID.randomUUID()));
            other.get(ours + "/reconciliation").then().spec(problem(KernelProblem.NOT_FOUND));
        }
        release(ours);
        release(theirs);
        cycle();
        Api.krMaker().get(found).then().body("state", equalTo("OPEN"));
        compared(Api.krMaker(), ours).body("data.status", contains("BREAK"));
        Api.PUBLIC.get(ours + "/reconciliation").then().spec(problem(KernelProblem.UNAUTHENTICATED));
        Api.client("agency-kotra").get(ours + "/reconciliation").then().spec(problem(KernelProblem.FORBIDDEN));
        Api.PUBLIC.get("breaks").then().body("data", empty());
    }

    @Test
    void bothSidesHearOfABreakOfEachRecordAndNobodyElse() {
        String ours = ours(total("942000000", "CONTRACTED"));
        String theirs = theirs(total("825000000", "DECLARED"));
        String group = paired(ours, theirs);
        cycle();
        for (String record : List.of(ours, theirs)) {
            List<PublishedEvent> opened = told(record, "break_opened", 1);
            assertThat(opened).hasSize(1);
            assertThat(opened.getFirst().data().path("group").asText()).isEqualTo(group);
            assertThat(opened.getFirst().data().path("urn").asText()).isEqualTo(Records.urn(record));
        }
        patch(Api.cnMaker(), ours, amount("825000000"));
        cycle();
        for (String record : List.of(ours, theirs)) {
            assertThat(told(record, "break_closed", 1))
                    .extracting(event -> event.data().path("state").asText())
                    .containsExactly("CORRECTED");
        }
    }

    private void release(String project) {
        assertThat(StoredRows.change(
                        transactions, "update project set classification_level = 'PUBLIC' where id = :id", project))
                .isEqualTo(1);
    }
}
