package org.ckep.investment.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Records;
import org.ckep.kernel.change.ChangeProblem;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemType;
import org.ckep.records.RecordsProblem;
import org.ckep.testing.Answers;
import org.ckep.testing.Api;
import org.ckep.testing.PublishedEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Four persons of two sides link both sides' records of one thing, and take the link away. */
@QuarkusTest
class PairingTest {
    private String ours;
    private String theirs;

    @BeforeEach
    void share() {
        ours = Pairs.shared(Api.cnMaker(), "");
        theirs = Pairs.shared(Api.krMaker(), "");
    }

    private static Response group(Api who, String project) {
        return who.get(project + "/pair-group");
    }

    private static void refused(String body, ProblemType type, String place) {
        Api.cnMaker().post("pairings", body).then().spec(problemAt(type, place));
    }

    @Test
    void bothSidesPairAndUnpair() {
        Response before = Api.krMaker().get(ours);
        String pairing = Pairs.draft(Api.cnMaker(), Pairs.pair(ours, theirs));
        Api.cnMaker()
                .get(pairing)
                .then()
                .body("state", equalTo("DRAFT"))
                .body("allowed", contains("submit", "withdraw"));
        for (Api other : List.of(Api.krMaker(), Api.secretariat(), Api.PUBLIC)) {
            Answers.assertSame(other.get(pairing), other.get("pairings/" + UUID.randomUUID()));
            other.get("pairings?project=" + Records.urn(ours)).then().body("data", empty());
        }
        Bilateral.propose(pairing);
        Api.krMaker()
                .get(pairing)
                .then()
                .body("state", equalTo("PROPOSED"))
                .body("draftedAt", nullValue())
                .body("allowed", contains("review"))
                .body("members.project", contains(Records.urn(ours), Records.urn(theirs)));
        Bilateral.act(Api.krMaker(), pairing, "review").then().statusCode(200);
        group(Api.cnMaker(), ours).then().spec(problem(KernelProblem.NOT_FOUND));
        Bilateral.act(Api.krChecker(), pairing, "agree")
                .then()
                .statusCode(200)
                .body("state", equalTo("APPLIED"))
                .body("signatures.function", contains("MAKER", "CHECKER", "REVIEWER", "APPROVER"))
                .body("allowed", empty());
        String group = Api.cnMaker().get(pairing).path("group");
        for (Api reader : List.of(Api.cnMaker(), Api.krMaker(), Api.krChecker(), Api.secretariat())) {
            for (String record : List.of(ours, theirs)) {
                group(reader, record)
                        .then()
                        .statusCode(200)
                        .body("urn", equalTo(group))
                        .body("counted", equalTo("CN"))
                        .body("members.project", contains(Records.urn(ours), Records.urn(theirs)))
                        .body("members.side", contains("CN", "KR"));
            }
        }
        group(Api.PUBLIC, ours).then().spec(problem(KernelProblem.NOT_FOUND));
        // Each side's record stays its own, as it was.
        Answers.assertSame(Api.krMaker().get(ours), before);

        Instant then = Instant.now().truncatedTo(ChronoUnit.MICROS);
        String unpairing = Pairs.draft(Api.cnMaker(), Pairs.unpairing(group));
        Bilateral.agree(unpairing);
        Api.krMaker().get(unpairing).then().body("kind", equalTo("UNPAIR")).body("members", hasSize(2));
        group(Api.cnMaker(), ours).then().spec(problem(KernelProblem.NOT_FOUND));
        group(Api.krMaker(), theirs).then().spec(problem(KernelProblem.NOT_FOUND));
        for (Api reader : List.of(Api.cnMaker(), Api.krMaker())) {
            reader.get(ours + "/pair-group?knownAt=" + then).then().body("urn", equalTo(group));
        }
        Api.PUBLIC.get(ours + "/pair-group?knownAt=" + then).then().spec(problem(KernelProblem.NOT_FOUND));
        Api.krMaker()
                .get("pairings?limit=1&project=" + Records.urn(theirs))
                .then()
                .body("data.kind", contains("UNPAIR"));
        Pairs.paired(Pairs.member(ours), Pairs.member(theirs));
    }

    /** Samsung Xi'an: one record on one side, its phases on the other. */
    @Test
    void oneRecordStandsBesideSeveralParts() {
        String second = Pairs.shared(Api.krMaker(), "");
        refused(
                Pairs.pairing("CN", Pairs.member(ours), Pairs.part(theirs, "Phase 1"), Pairs.member(second)),
                PairingProblem.PAIRING_PART_NEEDED,
                "/members/2/part");
        refused(
                Pairs.pairing("CN", Pairs.part(ours, "All"), Pairs.part(theirs, "1"), Pairs.part(second, "2")),
                PairingProblem.PAIRING_INCOMPLETE,
                "/members/0/part");
        Pairs.paired(Pairs.member(ours), Pairs.part(theirs, "Phase 1"), Pairs.part(second, "Phase 2"));
        group(Api.krMaker(), second)
                .then()
                .body("members", hasSize(3))
                .body("members[0].part", nullValue())
                .body(
                        "members.find { it.project == '%s' }.part.en.text".formatted(Records.urn(second)),
                        equalTo("Phase 2"));
        refused(Pairs.pair(ours, Pairs.shared(Api.krMaker(), "")), PairingProblem.RECORD_PAIRED, "/members/0/project");
        refused(
                Pairs.pair(Pairs.shared(Api.cnMaker(), ""), second),
                PairingProblem.RECORD_PAIRED,
                "/members/1/project");
    }

    @Test
    void whatDoesNotMakeAPairIsRefused() {
        String another = Pairs.shared(Api.cnMaker(), "");
        refused(Pairs.pair(ours, another), PairingProblem.PAIRING_MEMBERS, "/members");
        refused(Pairs.pair(ours, ours), PairingProblem.PAIRING_MEMBERS, "/members/1/project");
        refused(Pairs.pairing("CN", Pairs.member(ours)), PairingProblem.PAIRING_MEMBERS, "/members");
        refused(Pairs.pairing("CN"), PairingProblem.PAIRING_MEMBERS, "/members");
        String more = Pairs.shared(Api.krMaker(), "");
        refused(
                Pairs.pairing(
                        "CN",
                        Pairs.part(ours, "1"),
                        Pairs.part(another, "2"),
                        Pairs.part(theirs, "1"),
                        Pairs.part(more, "2")),
                PairingProblem.PAIRING_MEMBERS,
                "/members");
        refused(Pairs.pair(Bilateral.joint("Plant"), theirs), PairingProblem.RECORD_NOT_SHARED, "/members/0/project");
        String own = "projects/" + Records.id(Api.cnMaker().create("projects", Records.project("")));
        refused(Pairs.pair(own, theirs), PairingProblem.RECORD_NOT_SHARED, "/members/0/project");
        // The other side's hidden record is refused as one that does not exist.
        String hidden = "projects/" + Records.id(Api.krMaker().create("projects", Records.project("")));
        String unknown = "projects/" + UUID.randomUUID();
        refused(Pairs.pair(ours, hidden), KernelProblem.UNPROCESSABLE, "/members/1/project");
        Answers.assertSame(
                Api.cnMaker().post("pairings", Pairs.pair(ours, hidden)),
                Api.cnMaker().post("pairings", Pairs.pair(ours, unknown)));
        String pair = Pairs.pair(ours, theirs);
        refused(pair.replace("\"counted\": \"CN\",", ""), PairingProblem.PAIRING_INCOMPLETE, "/counted");
        String group = "urn:ckep:pair-group:" + UUID.randomUUID();
        refused(
                pair.replace("\"counted\"", "\"group\": \"%s\", \"counted\"".formatted(group)),
                PairingProblem.PAIRING_INCOMPLETE,
                "/group");
        refused(pair.replace("One plant", "<b>One</b> plant"), RecordsProblem.MARKUP_IN_TEXT, "/reason/en");
        refused(
                Pairs.pairing("CN", Pairs.member(ours), Pairs.part(theirs, "1"), Pairs.part(more, "<b>2</b>")),
                RecordsProblem.MARKUP_IN_TEXT,
                "/members/2/part/en");
        refused(Pairs.unpairing(group), KernelProblem.UNPROCESSABLE, "/group");
        refused(pair.replace("PAIR\"", "UNPAIR\""), PairingProblem.PAIRING_INCOMPLETE, "/group");
        refused(
                Pairs.unpairing(group).replace("\"group\"", "\"counted\": \"KR\", \"group\""),
                PairingProblem.PAIRING_INCOMPLETE,
                "/counted");
        refused(pair.replace("\"CN\"", "\"US\""), KernelProblem.INVALID_VALUE, "/counted");
        Api.cnMaker().get("pairings?project=none").then().spec(problemAt(KernelProblem.INVALID_VALUE, "project"));
        Api.cnMaker().get("pairings?after=nonsense").then().spec(problemAt(KernelProblem.INVALID_VALUE, "after"));
    }

    @Test
    void onlyWhoeverMayDoesWhatTheProtocolSays() {
        String pairing = Pairs.draft(Api.cnMaker(), Pairs.pair(ours, theirs));
        Bilateral.act(Api.cnChecker(), pairing, "submit").then().spec(problem(KernelProblem.FORBIDDEN));
        Bilateral.act(Api.krMaker(), pairing, "withdraw").then().spec(problem(KernelProblem.NOT_FOUND));
        Bilateral.act(Api.cnChecker(), pairing, "agree").then().spec(problem(KernelProblem.STATE_FORBIDS));
        Bilateral.act(Api.cnMaker(), pairing, "submit").then().statusCode(200);
        Bilateral.act(Api.cnMaker(), pairing, "propose").then().spec(problem(KernelProblem.FORBIDDEN));
        Api.cnChecker()
                .post(pairing + "/return", Bilateral.reason("en").replace("EN", "<b>EN</b>"))
                .then()
                .spec(problemAt(RecordsProblem.MARKUP_IN_TEXT, "/reason/en"));
        Api.cnChecker()
                .post(pairing + "/return", Bilateral.reason("en"))
                .then()
                .statusCode(200)
                .body("state", equalTo("DRAFT"))
                .body("signatures", empty());
        Bilateral.act(Api.cnMaker(), pairing, "submit").then().statusCode(200);
        Api.cnChecker()
                .post(pairing + "/propose", "{\"hash\": \"%s\"}".formatted("0".repeat(64)))
                .then()
                .spec(problem(ChangeProblem.CHANGE_HASH_DIFFERS));
        Bilateral.act(Api.cnChecker(), pairing, "propose").then().statusCode(200);
        Bilateral.act(Api.cnMaker(), pairing, "review").then().spec(problem(ChangeProblem.CHANGE_OTHER_SIDE));
        Bilateral.act(Api.krChecker(), pairing, "review").then().spec(problem(KernelProblem.FORBIDDEN));
        Bilateral.act(Api.client("kr-ministry"), pairing, "review")
                .then()
                .spec(problem(ChangeProblem.CHANGE_PERSON_NEEDED));
        Bilateral.act(Api.krMaker(), pairing, "review").then().statusCode(200);
        Bilateral.act(Api.krMaker(), pairing, "agree").then().spec(problem(KernelProblem.FORBIDDEN));
        Bilateral.act(Api.cnChecker(), pairing, "agree").then().spec(problem(ChangeProblem.CHANGE_OTHER_SIDE));
        Api.krChecker()
                .post(pairing + "/reject", Bilateral.reason("ko"))
                .then()
                .spec(problem(ChangeProblem.CHANGE_REASON_NEEDED));
        for (String act : List.of("counter", "edit", "explain")) {
            Api.krMaker().post(pairing + "/" + act, "{}").then().spec(problem(KernelProblem.NOT_FOUND));
        }
        Api.krChecker()
                .post(pairing + "/reject", Bilateral.reason("ko", "zh-Hans"))
                .then()
                .statusCode(200)
                .body("state", equalTo("REJECTED"))
                .body("remark.ko.text", equalTo("KO"));
        Bilateral.act(Api.krChecker(), pairing, "agree").then().spec(problem(KernelProblem.STATE_FORBIDS));
        group(Api.cnMaker(), ours).then().spec(problem(KernelProblem.NOT_FOUND));
    }

    @Test
    void aSystemDraftsAPairingAndSignsNothing() {
        Api system = Api.client("cn-ministry");
        String pairing = Pairs.draft(system, Pairs.pair(ours, theirs));
        Bilateral.act(system, pairing, "submit")
                .then()
                .spec(problem(ChangeProblem.CHANGE_PERSON_NEEDED))
                .body("allowed", contains("withdraw"));
        Bilateral.agree(pairing);
        group(Api.cnMaker(), ours).then().statusCode(200);
    }

    /** Of several pairings of one record the first agreed one counts; the other side's drafts are overtaken as well. */
    @Test
    void whatIsAgreedOvertakesTheOthers() {
        String first = Pairs.draft(Api.cnMaker(), Pairs.pair(ours, theirs));
        String second = Pairs.draft(Api.cnMaker(), Pairs.pair(ours, Pairs.shared(Api.krMaker(), "")));
        String drafted = Pairs.draft(Api.krMaker(), Pairs.pair(theirs, Pairs.shared(Api.cnMaker(), "")));
        String elsewhere = Pairs.draft(
                Api.cnMaker(), Pairs.pair(Pairs.shared(Api.cnMaker(), ""), Pairs.shared(Api.krMaker(), "")));
        Bilateral.underReview(second);
        Bilateral.agree(first);
        Bilateral.act(Api.krChecker(), second, "agree").then().spec(problem(ChangeProblem.CHANGE_STALE));
        Api.krMaker().get(second).then().body("state", equalTo("STALE")).body("signatures", empty());
        Api.krMaker().get(drafted).then().body("state", equalTo("STALE"));
        Api.cnMaker().get(elsewhere).then().body("state", equalTo("DRAFT"));
        String group = Api.cnMaker().get(first).path("group");
        String apart = Pairs.draft(Api.krMaker(), Pairs.unpairing(group));
        Bilateral.agree(Pairs.draft(Api.cnMaker(), Pairs.unpairing(group)));
        Bilateral.act(Api.krMaker(), apart, "submit").then().spec(problem(ChangeProblem.CHANGE_STALE));
    }

    /** What has become a record of both sides is not paired any more. */
    @Test
    void aPairingIsOfRecordsThatStayShared() {
        String offered = Bilateral.offered("Plant", "");
        String pairing = Pairs.draft(Api.cnMaker(), Pairs.pair(offered, theirs));
        Bilateral.underReview(pairing);
        Bilateral.agree(Bilateral.draft(Api.cnMaker(), offered, Bilateral.makesJoint()));
        Bilateral.act(Api.krChecker(), pairing, "agree").then().spec(problem(ChangeProblem.CHANGE_STALE));
        group(Api.cnMaker(), offered).then().spec(problem(KernelProblem.NOT_FOUND));
    }

    @Test
    void bothSidesHearOfItAndNobodyElse() {
        Pairs.paired(Pairs.member(ours), Pairs.member(theirs));
        for (String record : List.of(ours, theirs)) {
            List<PublishedEvent> events = PublishedEvent.about(Records.urn(record), 7).stream()
                    .filter(event -> event.type().contains("pair"))
                    .toList();
            assertThat(events)
                    .extracting(event -> event.audience() + " " + event.type())
                    .containsExactlyInAnyOrder(
                            "side-cn org.ckep.investment.project.pairing_proposed.v1",
                            "side-kr org.ckep.investment.project.pairing_proposed.v1",
                            "side-cn org.ckep.investment.project.paired.v1",
                            "side-kr org.ckep.investment.project.paired.v1");
            assertThat(events.getLast().data().path("members")).hasSize(2);
            assertThat(events.getLast().data().path("urn").asText()).isEqualTo(Records.urn(record));
        }
    }

    /** Whatever stood before both sides ends before both; what never did ends in silence. */
    @Test
    void bothSidesHearOfAnEndWithoutAgreement() {
        String rejected = Pairs.draft(Api.cnMaker(), Pairs.pair(ours, theirs));
        Bilateral.underReview(rejected);
        Api.krChecker()
                .post(rejected + "/reject", Bilateral.reason("ko", "zh-Hans"))
                .then()
                .statusCode(200);
        String withdrawn = Pairs.draft(Api.cnMaker(), Pairs.pair(ours, theirs));
        Bilateral.propose(withdrawn);
        Bilateral.act(Api.cnMaker(), withdrawn, "withdraw").then().statusCode(200);
        Bilateral.act(Api.cnMaker(), Pairs.draft(Api.cnMaker(), Pairs.pair(ours, theirs)), "withdraw")
                .then()
                .statusCode(200);
        String overtaken = Pairs.draft(Api.cnMaker(), Pairs.pair(ours, theirs));
        Bilateral.propose(overtaken);
        Pairs.draft(Api.krMaker(), Pairs.pair(ours, theirs));
        Pairs.paired(Pairs.member(ours), Pairs.member(theirs));
        for (String record : List.of(ours, theirs)) {
            assertThat(PublishedEvent.about(Records.urn(record), 19))
                    .filteredOn(event -> event.type().endsWith(".pairing_closed.v1"))
                    .extracting(event -> event.audience() + " "
                            + event.data().path("pairing").asText() + " "
                            + event.data().path("state").asText())
                    .containsExactlyInAnyOrder(
                            "side-cn " + Records.urn(rejected) + " REJECTED",
                            "side-kr " + Records.urn(rejected) + " REJECTED",
                            "side-cn " + Records.urn(withdrawn) + " WITHDRAWN",
                            "side-kr " + Records.urn(withdrawn) + " WITHDRAWN",
                            "side-cn " + Records.urn(overtaken) + " STALE",
                            "side-kr " + Records.urn(overtaken) + " STALE");
        }
    }
}
