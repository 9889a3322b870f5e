package org.ckep.investment.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problem;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Records;
import org.ckep.investment.StoredRows;
import org.ckep.investment.ToldNames;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.records.RecordTransactions;
import org.ckep.testing.Answers;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which records of the other side may be of the same thing, and what nobody is told by that. */
@QuarkusTest
class PairingCandidatesTest {
    /** So that the plan on few rows shows which indexes there are for many. */
    private static final String AS_OF_MANY_RECORDS = """
            select set_config(name, setting, true) from (values ('enable_seqscan', 'off'), ('enable_hashjoin', 'off'),
              ('enable_mergejoin', 'off'), ('join_collapse_limit', '1')) as planner(name, setting)""";

    private static final Viewer KR = new Viewer("anyone", "test", Side.KR, null, Set.of(Role.MAKER), false);

    @Inject
    RecordTransactions transactions;

    private final String sector =
            "P" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);
    private final String investor = Records.organisation();
    private final String host = Records.organisation();

    private String parties(String by, String into) {
        return """
                , "participants": [{"org": {"orgId": "%s"}, "role": "INVESTOR"}, {"org": {"orgId": "%s"}, "role": "HOST_ENTITY"}]""".formatted(by, into);
    }

    private static String sum(String amount, String currency, String basis) {
        return ", \"totalInvestment\": {\"amount\": \"%s\", \"currency\": \"%s\", \"basis\": \"%s\"}"
                .formatted(amount, currency, basis);
    }

    private String sectors() {
        return ", \"sectors\": [{\"code\": \"" + sector + "\"}]";
    }

    private static String signed(String date) {
        return ", \"keyDates\": {\"MOU_SIGNED\": {\"actual\": \"%s\"}}".formatted(date);
    }

    private static String record(Api maker, String parties, String more) {
        return "projects/" + Records.id(maker.create("projects", """
                {"title": {"en": "Battery plant"}, "type": "GREENFIELD", "direction": "KR_TO_CN", "modality": "PLAN",
                 "classification": {"level": "BILATERAL"}%s%s}""".formatted(parties, more)));
    }

    private static String site(Api maker) {
        return site(maker, "CN-QH");
    }

    private static String site(Api maker, String province) {
        return maker.create(
                "sites",
                Records.site(", \"classification\": {\"level\": \"BILATERAL\"}")
                        .replace("CN-JS", province)
                        .replace(", \"city\": \"Yancheng\"", ""));
    }

    private static Response candidates(Api who, String project) {
        return who.get(project + "/pairing-candidates");
    }

    @Test
    void whatSpeaksForOneThingIsToldToBothSidesAlike() {
        String ours = record(
                Api.cnMaker(),
                parties(investor, host),
                sectors()
                        + signed("2024-05-01")
                        + sum("900000000", "USD", "CONTRACTED")
                        + ", \"sites\": [\"%s\"]".formatted(site(Api.cnMaker())));
        String theirs = record(
                Api.krMaker(),
                parties(investor, host),
                sectors()
                        + signed("2024-09")
                        + sum("500000000", "USD", "DECLARED")
                        + ", \"sites\": [\"%s\"]".formatted(site(Api.krMaker())));
        String lesser = record(Api.krMaker(), parties(investor, Records.organisation()), sectors());
        // One sector alone, or one sum, is nothing.
        record(
                Api.krMaker(),
                parties(Records.organisation(), Records.organisation()),
                sectors() + sum("900000000", "USD", "CONTRACTED"));
        Response answer = candidates(Api.cnMaker(), ours);
        answer.then()
                .statusCode(200)
                .body("data.project", contains(Records.urn(theirs), Records.urn(lesser)))
                .body("data.score", contains(12, 4))
                .body("data[0].title.en.text", equalTo("Battery plant"))
                .body("data[0].sharedIdentifier", equalTo(false))
                .body("data[0].parts.part", contains("INVESTOR", "HOST_ENTITY", "PLACE", "AMOUNT", "SECTOR", "DATE"))
                .body("data[1].parts.part", contains("INVESTOR", "SECTOR"))
                .body("data[1].parts.weight", contains(3, 1));
        Answers.assertSame(candidates(Api.krMaker(), ours), answer);
        Answers.assertSame(candidates(Api.krChecker(), ours), answer);
        candidates(Api.krMaker(), theirs).then().body("data.project", contains(Records.urn(ours)));
    }

    @ParameterizedTest
    @CsvSource({
        "900, USD, CONTRACTED, 450,  USD, DECLARED,   true",
        "900, USD, CONTRACTED, 1800, USD, CONTRACTED, true",
        "900, USD, CONTRACTED, 449,  USD, CONTRACTED, false",
        "900, USD, CONTRACTED, 1801, USD, CONTRACTED, false",
        "900, USD, CONTRACTED, 900,  KRW, CONTRACTED, false",
        "900, USD, CONTRACTED, 900,  USD, ARRIVED,    false",
        "900, USD, USED,       900,  USD, ARRIVED,    true",
        "900, USD, USED,       900,  USD, TOTAL_PLANNED, false"
    })
    void sumsSpeakForItWithinAFactorOfTwo(
            String ours, String currency, String basis, String theirs, String other, String otherBasis, boolean fits) {
        String own = record(Api.cnMaker(), parties(investor, host), sum(ours, currency, basis));
        record(Api.krMaker(), parties(investor, host), sum(theirs, other, otherBasis));
        assertThat(candidates(Api.cnMaker(), own).jsonPath().<String>getList("data[0].parts.part"))
                .isEqualTo(fits ? List.of("INVESTOR", "HOST_ENTITY", "AMOUNT") : List.of("INVESTOR", "HOST_ENTITY"));
    }

    @ParameterizedTest
    @CsvSource({
        "2024-01-01, 2024-06-29, true",
        "2024-01-01, 2024-06-30, false",
        "2024-06-29, 2024-01-01, true",
        "2024-06-30, 2024-01-01, false",
        "2024,       2025-06-29, true",
        "2024,       2025-07-01, false",
        "2024-Q1,    2024-09-27, true",
        "2024-Q1,    2024-09-28, false",
        "2024-H1,    2024-12-27, true",
        "2024-H1,    2024-12-28, false",
        "2024-02,    2024-08-27, true",
        "2024-02,    2024-08-28, false"
    })
    void datesSpeakForItWithin180Days(String ours, String theirs, boolean fits) {
        String own = record(Api.cnMaker(), parties(investor, host), signed(ours));
        record(Api.krMaker(), parties(investor, host), signed(theirs));
        assertThat(candidates(Api.cnMaker(), own).jsonPath().<String>getList("data[0].parts.part"))
                .isEqualTo(fits ? List.of("INVESTOR", "HOST_ENTITY", "DATE") : List.of("INVESTOR", "HOST_ENTITY"));
    }

    /** Two candidates of equal weight: both are told, and none is chosen. */
    @Test
    void ofTwoAlikeNoneIsChosen() {
        String ours = record(Api.cnMaker(), parties(investor, host), sectors());
        String march = record(Api.krMaker(), parties(investor, host), sectors() + signed("2022-03"));
        String december = record(Api.krMaker(), parties(investor, host), sectors() + signed("2024-12"));
        candidates(Api.cnMaker(), ours)
                .then()
                .body("data.project", containsInAnyOrder(Records.urn(march), Records.urn(december)))
                .body("data.score", contains(7, 7));
    }

    @Test
    void aRecordThatNamesTheOtherComesFirst() {
        String ours = record(Api.cnMaker(), parties(investor, host), sectors());
        String alike = record(Api.krMaker(), parties(investor, host), sectors());
        String named = Pairs.shared(
                Api.krMaker(),
                ", \"localIds\": [{\"scheme\": \"ckep\", \"value\": \"%s\"}]".formatted(Records.urn(ours)));
        candidates(Api.cnMaker(), ours)
                .then()
                .body("data.project", contains(Records.urn(named), Records.urn(alike)))
                .body("data.sharedIdentifier", contains(true, false))
                .body("data[0].score", equalTo(0));
        candidates(Api.cnMaker(), named).then().body("data.project", contains(Records.urn(ours)));
    }

    /** A place speaks for it with a sum, or with a sector and a date, and with less it does not. */
    @Test
    void onePlaceIsNotEnough() {
        String ours = record(
                Api.cnMaker(),
                parties(investor, host),
                sectors() + signed("2024-05-01") + sum("77", "KRW", "DECLARED") + at(Api.cnMaker()));
        String bySum = there(sum("80", "KRW", "DECLARED"));
        String bySector = there(sectors() + signed("2024-09"));
        there(sectors() + sum("80", "KRW", "ARRIVED"));
        there(sectors() + signed("2022-01"));
        there(signed("2024-05-01"));
        String byOrganisation = record(Api.krMaker(), parties(investor, Records.organisation()), at(Api.krMaker()));
        candidates(Api.cnMaker(), ours)
                .then()
                .body("data.project", hasSize(3))
                .body("data[0].project", equalTo(Records.urn(byOrganisation)))
                .body("data[0].parts.part", contains("INVESTOR", "PLACE"))
                .body("data.drop(1).project", containsInAnyOrder(Records.urn(bySum), Records.urn(bySector)))
                .body("data.drop(1).score", contains(4, 4));
    }

    private String there(String more) {
        return record(Api.krMaker(), parties(Records.organisation(), Records.organisation()), more + at(Api.krMaker()));
    }

    private static String at(Api maker) {
        return ", \"sites\": [\"%s\"]".formatted(site(maker, "CN-XZ"));
    }

    /** Neither side learnt of the other's while it was hidden. */
    @Test
    void oneIdOfAThirdRegisterSpeaksForIt() throws Throwable {
        String id = ", \"localIds\": [{\"scheme\": \"third\", \"value\": \"%s\"}]".formatted(UUID.randomUUID());
        String ours = "projects/" + Records.id(Api.cnMaker().create("projects", Records.project(id)));
        String theirs = "projects/" + Records.id(Api.krMaker().create("projects", Records.project(id)));
        for (String project : List.of(ours, theirs)) {
            StoredRows.change(
                    transactions,
                    "update project set classification_level = 'BILATERAL', classification_side = null where id = :id",
                    project);
        }
        candidates(Api.cnMaker(), ours)
                .then()
                .body("data.project", contains(Records.urn(theirs)))
                .body("data.sharedIdentifier", contains(true));
        StoredRows.change(
                transactions,
                "update project set local_ids = cast(replace(cast(local_ids as text), 'third', 'another') as jsonb)"
                        + " where id = :id",
                theirs);
        candidates(Api.cnMaker(), ours).then().body("data", empty());
    }

    /** A text in a register of one side is not that text in a register of the other, whoever says so. */
    @Test
    void theIdsOfTwoRegistersAreTwo() throws Throwable {
        String value = UUID.randomUUID().toString();
        String id = ", \"localIds\": [{\"side\": \"%s\", \"scheme\": \"file\", \"value\": \"" + value + "\"}]";
        String ours = "projects/" + Records.id(Api.cnMaker().create("projects", Records.project(id.formatted("CN"))));
        String theirs = "projects/" + Records.id(Api.krMaker().create("projects", Records.project(id.formatted("KR"))));
        for (String project : List.of(ours, theirs)) {
            StoredRows.change(
                    transactions,
                    "update project set classification_level = 'BILATERAL', classification_side = null where id = :id",
                    project);
        }
        candidates(Api.cnMaker(), ours).then().body("data", empty());
        StoredRows.change(
                transactions,
                "update project set local_ids = cast(replace(cast(local_ids as text), 'KR', 'CN') as jsonb) where id = :id",
                theirs);
        candidates(Api.cnMaker(), ours).then().body("data", empty());
    }

    /** Row-level security bars an index from operators that are not leakproof; comparing texts and ids is. */
    @Test
    void rowLevelSecurityLeavesTheIndexesToTheSearch() throws Throwable {
        String find = PairingCandidates.FIND
                .replace(":id", "cast('%s' as uuid)".formatted(UUID.randomUUID()))
                .replace(":other", "'KR'")
                .replace(":least", "4")
                .replace(":most", "20");
        List<String> plan = VertxContextSupport.subscribeAndAwait(
                () -> transactions.read(KR, session -> session.createNativeQuery(AS_OF_MANY_RECORDS, String.class)
                        .getResultList()
                        .chain(() -> session.createNativeQuery("explain " + find, String.class)
                                .getResultList())));
        assertThat(plan)
                .filteredOn(line -> line.contains("Index Cond: (key = "))
                .hasSizeGreaterThanOrEqualTo(2);
        for (String condition : List.of("((term = ", "((country = province")) {
            assertThat(plan).as(condition).anyMatch(line -> line.contains("Index Cond: " + condition));
        }
    }

    /** Two names in the register of organisations may be one company; both sides must know both names. */
    @Test
    void organisationsAreTheSameByAName() throws Throwable {
        String namesake = Records.organisation();
        String ours = record(Api.cnMaker(), parties(investor, host), sectors());
        String theirs = record(Api.krMaker(), parties(namesake, Records.organisation()), sectors());
        String longer = Records.organisation();
        record(Api.krMaker(), parties(longer, Records.organisation()), sectors());
        String name = "회사 abc " + Records.id(investor);
        String written = name.replace("abc", "ＡＢＣ");
        for (String audience : List.of("side-cn", "bilateral")) {
            candidates(Api.cnMaker(), ours).then().body("data", empty());
            ToldNames.learn(transactions, audience, investor, "ko", name);
            ToldNames.learn(transactions, audience, namesake, "ko", written);
            ToldNames.learn(transactions, audience, longer, "ko", name + " 2");
        }
        candidates(Api.cnMaker(), ours)
                .then()
                .body("data.project", contains(Records.urn(theirs)))
                .body("data[0].parts.part", contains("INVESTOR", "SECTOR"));
    }

    /** Rule C10: what the other side hides, and what the own side hides, is no candidate and changes none. */
    @Test
    void hiddenTwinsTakeNoPart() {
        String ours = record(Api.cnMaker(), parties(investor, host), sectors());
        String theirs = record(Api.krMaker(), parties(investor, host), sectors());
        Response before = candidates(Api.cnMaker(), ours);
        before.then().body("data.project", contains(Records.urn(theirs)));
        String hidden = Records.project(sectors()).replaceFirst("urn:ckep:organisation:[0-9a-f-]+", investor);
        for (int i = 0; i < 3; i++) {
            Api.krMaker().create("projects", hidden);
        }
        String own = "projects/" + Records.id(Api.cnMaker().create("projects", hidden));
        // A pairing that the other side is drafting is hidden too.
        Bilateral.act(Api.krMaker(), Pairs.draft(Api.krMaker(), Pairs.pair(theirs, ours)), "submit");
        Answers.assertSame(candidates(Api.cnMaker(), ours), before);
        candidates(Api.krMaker(), theirs).then().body("data.project", contains(Records.urn(ours)));
        candidates(Api.cnMaker(), own).then().spec(problem(PairingProblem.RECORD_NOT_SHARED));
        for (Api other : List.of(Api.krMaker(), Api.secretariat(), Api.PUBLIC)) {
            Response answer = candidates(other, own);
            answer.then().spec(problem(KernelProblem.NOT_FOUND));
            Answers.assertSame(answer, candidates(other, "projects/" + UUID.randomUUID()));
        }
    }

    @Test
    void onlyTheTwoSidesAreTold() {
        String ours = record(Api.cnMaker(), parties(investor, host), sectors());
        candidates(Api.secretariat(), ours).then().spec(problem(KernelProblem.FORBIDDEN));
        candidates(Api.PUBLIC, ours).then().spec(problem(KernelProblem.NOT_FOUND));
        String joint = Bilateral.joint("Plant");
        candidates(Api.secretariat(), joint).then().spec(problem(KernelProblem.FORBIDDEN));
        candidates(Api.cnMaker(), joint).then().spec(problem(PairingProblem.RECORD_NOT_SHARED));
        String observed = "projects/"
                + Records.id(Api.loader()
                        .create("projects/register-observed", Records.observed(Records.source("PRESS"), "")));
        candidates(Api.PUBLIC, observed).then().spec(problem(KernelProblem.UNAUTHENTICATED));
        candidates(Api.cnMaker(), observed).then().spec(problem(PairingProblem.RECORD_NOT_SHARED));
    }

    @Test
    void whatIsPairedIsNoCandidateAnyMore() {
        String ours = record(Api.cnMaker(), parties(investor, host), sectors());
        String theirs = record(Api.krMaker(), parties(investor, host), sectors());
        String another = record(Api.cnMaker(), parties(investor, host), sectors());
        candidates(Api.krMaker(), theirs)
                .then()
                .body("data.project", containsInAnyOrder(Records.urn(ours), Records.urn(another)));
        Pairs.paired(Pairs.member(ours), Pairs.member(theirs));
        candidates(Api.cnMaker(), another).then().body("data", empty());
        candidates(Api.cnMaker(), ours).then().spec(problem(PairingProblem.RECORD_PAIRED));
        candidates(Api.krMaker(), theirs).then().spec(problem(PairingProblem.RECORD_PAIRED));
    }
}
