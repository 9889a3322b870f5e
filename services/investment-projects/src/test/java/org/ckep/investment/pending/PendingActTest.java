package org.ckep.investment.pending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.ckep.investment.Owner;
import org.ckep.investment.Records;
import org.ckep.investment.export.CsvFiles;
import org.ckep.investment.exposure.Exposures;
import org.ckep.investment.ledger.Commitments;
import org.ckep.investment.shareholding.Shareholdings;
import org.ckep.kernel.change.ChangeHash;
import org.ckep.kernel.change.ChangeProblem;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.testing.Answers;
import org.ckep.testing.Api;
import org.ckep.testing.PublishedEvent;
import org.ckep.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done with a side's own record that others read is done by two persons of that side (rule C2). */
@QuarkusTest
class PendingActTest {
    private static final String BILATERAL = ", \"classification\": {\"level\": \"BILATERAL\"}";
    private static final String PUBLIC = ", \"classification\": {\"level\": \"PUBLIC\"}";
    private static final List<Api> OTHERS = List.of(Api.krMaker(), Api.krChecker(), Api.secretariat(), Api.PUBLIC);

    @Inject
    ObjectMapper json;

    /** What waits for a second person: on which record, by which request. */
    enum Kind {
        TRANSACTION("enter-transaction", "/transactions", "/transactions", "transaction.recorded") {
            @Override
            String made(String more) {
                String project = Api.cnMaker().create("projects", Records.project(PUBLIC));
                return Commitments.made(Api.cnMaker(), project, more);
            }

            @Override
            String body() {
                return Commitments.transaction(
                        "DISBURSEMENT",
                        "4000000.5",
                        "2024-05-01",
                        ", \"note\": {\"en\": \"First part\"}, \"sources\": [\"%s\"]"
                                .formatted(Records.source("PRESS")));
            }
        },
        STATEMENT("state-holdings", "/statements", "/statements", "shareholding.changed") {
            @Override
            String made(String more) {
                return Shareholdings.made(Api.cnMaker(), more);
            }

            @Override
            String body() {
                return Shareholdings.statement(
                        "2023-Q2",
                        Shareholdings.holding(Records.organisation(), "12.5")
                                + ", {\"share\": {\"unknownReason\": \"UNDISCLOSED\"}}",
                        ", \"validTo\": \"2024\", \"note\": {\"en\": \"As filed\"}");
            }
        },
        CLEARING("clear-exposure", "/clear", "", "exposure.cleared") {
            @Override
            String made(String more) {
                String project = Api.cnMaker().create("projects", Records.project(PUBLIC));
                return Exposures.made(Api.cnMaker(), project, more);
            }

            @Override
            String body() {
                return Exposures.CLEARED;
            }
        },
        SITE("change-site", "", "", "site.field_changed") {
            @Override
            String made(String more) {
                return "sites/" + Records.id(Api.cnMaker().create("sites", Records.site(more)));
            }

            @Override
            String body() {
                return """
                        {"title": {"en": "Works %s"}, "product": "cells", "state": "IDLE", "since": "2019-Q2",
                         "sectors": ["BATT", "SEMI"], "landArea": {"value": "1.5", "unit": "km2"}, "sources": ["%s"]}""".formatted(UUID.randomUUID(), Records.source("PRESS"));
            }

            @Override
            Response by(Api who, String record) {
                return who.patchAlone(record, body());
            }
        },
        SHARE("change-capacity-share", "", "", "capacity.share_changed") {
            @Override
            String made(String more) {
                String site = Api.cnMaker().create("sites", Records.site(PUBLIC));
                String own = "capacity-shares/"
                        + Records.id(Api.cnMaker()
                                .create("capacity-shares", Records.share(site, Records.source("PRESS"), more)));
                return own;
            }

            @Override
            String body() {
                return "{\"product\": \"cells %s\", \"share\": {\"value\": \"%d.5\"}, \"period\": \"2023\"}"
                        .formatted(
                                UUID.randomUUID(), ThreadLocalRandom.current().nextInt(1, 90));
            }

            @Override
            int toldBefore() {
                return 3;
            }

            @Override
            Response by(Api who, String record) {
                return who.patchAlone(record, body());
            }
        },
        STEP("take-step", "/transitions", "", "project.state_changed") {
            @Override
            String made(String more) {
                return "projects/" + Records.id(Api.cnMaker().create("projects", Records.project(more)));
            }

            @Override
            String body() {
                return """
                        {"to": "WITHDRAWN", "date": "2026-02", "reason": {"en": "The investor has changed its plans"}}""";
            }

            @Override
            void refusesOtherSide(Response answer) {
                answer.then().statusCode(403).body("type", equalTo("urn:ckep:problem:project-other-side"));
            }
        };

        private final String act;
        private final String route;
        private final String seen;
        private final String told;

        Kind(String act, String route, String seen, String told) {
            this.act = act;
            this.route = route;
            this.seen = seen;
            this.told = told;
        }

        abstract String made(String more);

        abstract String body();

        /** How many events tell of it when it is there: what sources say is entered for others at once, all else released. */
        int toldBefore() {
            return 4;
        }

        /** What a maker of the other side is told, who reads the record. */
        void refusesOtherSide(Response answer) {
            answer.then().spec(problem(KernelProblem.FORBIDDEN));
        }

        Response by(Api who, String record) {
            return who.post(record + route, who.etag(record + seen), body());
        }
    }

    private static String drafted(Kind kind, String record) {
        Response answer = kind.by(Api.cnMaker(), record);
        answer.then().statusCode(202);
        return "pending-acts/" + Records.id(answer.path("urn"));
    }

    private static Response confirm(Api who, String act) {
        return who.post(
                act + "/confirm", "{\"hash\": \"" + Api.cnMaker().get(act).path("hash") + "\"}");
    }

    private static String state(String act) {
        return Api.cnMaker().get(act).path("state");
    }

    private static String subject(String user) {
        return Tokens.claims(Tokens.user(user)).path("sub").asText();
    }

    private static List<String> answers(Kind kind, String record) {
        return OTHERS.stream()
                .flatMap(reader -> Stream.of(record, record + kind.seen)
                        .map(path -> Answers.wholeOf(reader.get(path)) + reader.etag(path)))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void c2_whatOthersReadIsDoneByASecondPerson(Kind kind) throws Exception {
        String record = kind.made(BILATERAL);
        List<String> before = answers(kind, record);
        String own = Api.cnMaker().get(record + kind.seen).asString();
        Response waiting = kind.by(Api.cnMaker(), record);
        waiting.then()
                .statusCode(202)
                .header("Location", endsWith("/v1/pending-acts/" + Records.id(waiting.path("urn"))))
                .body("record", equalTo(urn(record)))
                .body("side", equalTo("CN"))
                .body("act", equalTo(kind.act))
                .body("state", equalTo("PENDING"))
                .body("content.record", equalTo(urn(record)))
                .body("content.act", equalTo(kind.act))
                .body("content.request", notNullValue())
                .body("maker", equalTo(subject("cn-maker")))
                .body("allowed", contains("drop"));
        assertThat(ChangeHash.of(
                        json.readTree(waiting.asString()).get("content").toString()))
                .isEqualTo(waiting.path("hash"));
        String act = "pending-acts/" + Records.id(waiting.path("urn"));
        assertThat(answers(kind, record)).isEqualTo(before);
        assertThat(Api.cnMaker().get(record + kind.seen).asString()).isEqualTo(own);
        Api.cnChecker().get(act).then().statusCode(200).body("allowed", contains("confirm", "drop"));
        confirm(Api.cnChecker(), act)
                .then()
                .statusCode(200)
                .body("state", equalTo("CONFIRMED"))
                .body("closedAt", notNullValue())
                .body("allowed", empty());
        assertThat(answers(kind, record)).isNotEqualTo(before);
        assertThat(Api.krMaker().get(record + kind.seen).asString()).isNotEqualTo(own);
        // It remains the maker's word: who confirmed it may release it further, and he may not.
        assertThat(Owner.column("select edited_by from " + table(record) + " where id = '" + id(record) + "'"))
                .containsExactly(subject("cn-maker"));
        confirm(Api.cnChecker(), act).then().spec(problem(KernelProblem.STATE_FORBIDS));
    }

    private static String table(String record) {
        return type(record).replace('-', '_');
    }

    private static String type(String record) {
        return record.substring(0, record.indexOf('/') - 1);
    }

    private static String id(String record) {
        return record.substring(record.indexOf('/') + 1);
    }

    private static String urn(String record) {
        return "urn:ckep:" + type(record) + ":" + id(record);
    }

    /** Nobody is told of the draft, and of the act as of any other. */
    @ParameterizedTest
    @EnumSource
    void readersAreToldOnceItIsConfirmed(Kind kind) {
        String record = kind.made(BILATERAL);
        String urn = urn(record);
        List<String> before = told(urn, kind.toldBefore());
        assertThat(state(drafted(kind, record))).isEqualTo("PENDING");
        confirm(Api.cnChecker(), drafted(kind, record)).then().statusCode(200);
        List<String> after = told(urn, before.size() + 3);
        before.forEach(after::remove);
        assertThat(after)
                .containsExactlyInAnyOrder("bilateral " + kind.told, "side-cn " + kind.told, "side-kr " + kind.told);
    }

    private static List<String> told(String urn, int atLeast) {
        return new ArrayList<>(PublishedEvent.about(urn, atLeast).stream()
                .map(event -> event.audience() + " " + event.type().replaceAll("org.ckep.investment.|.v1", ""))
                .toList());
    }

    @ParameterizedTest
    @EnumSource
    void theOwnSideAloneKnowsOfIt(Kind kind) {
        String record = kind.made(BILATERAL);
        String list = "pending-acts?record=" + urn(record);
        List<String> lists =
                OTHERS.stream().map(other -> Answers.wholeOf(other.get(list))).toList();
        String act = drafted(kind, record);
        String unknown = "pending-acts/" + UUID.randomUUID();
        String body = "{\"hash\": \"" + Api.cnMaker().get(act).path("hash") + "\"}";
        for (Api other : OTHERS) {
            other.get(act).then().spec(problem(KernelProblem.NOT_FOUND));
            Answers.assertSame(other.get(act), other.get(unknown));
        }
        Answers.assertSame(
                Api.krChecker().post(act + "/confirm", body), Api.krChecker().post(unknown + "/confirm", body));
        Answers.assertSame(Api.krMaker().post(act + "/drop", ""), Api.krMaker().post(unknown + "/drop", ""));
        assertThat(OTHERS.stream()
                        .map(other -> Answers.wholeOf(other.get(list)))
                        .toList())
                .isEqualTo(lists);
        Api.krMaker().get(list).then().statusCode(200).body("data", empty());
        Api.cnChecker().get(list).then().statusCode(200).body("data.size()", equalTo(1));
        Api.cnChecker().get(list + "&state=PENDING&limit=1").then().body("data.record", contains(urn(record)));
        Api.cnChecker().get(list + "&state=DROPPED").then().body("data", empty());
        String file = list.replace("acts?", "acts.csv?");
        List<String> lines = CsvFiles.lines(Api.cnChecker(), file + "&state=PENDING");
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1))
                .contains(
                        urn(record),
                        "PENDING",
                        Api.cnChecker().get(list).jsonPath().getString("data[0].hash"));
        assertThat(CsvFiles.lines(Api.krMaker(), file)).hasSize(1);
        kind.refusesOtherSide(kind.by(Api.krMaker(), record));
        assertThat(state(act)).isEqualTo("PENDING");
    }

    @ParameterizedTest
    @EnumSource
    void nobodyDoesItAlone(Kind kind) throws SQLException {
        String record = kind.made(BILATERAL);
        List<String> before = answers(kind, record);
        String act = drafted(kind, record);
        confirm(Api.cnMaker(), act).then().spec(problem(KernelProblem.FORBIDDEN));
        confirm(Api.user("cn-statistician"), act).then().spec(problem(KernelProblem.FORBIDDEN));
        confirm(Api.PUBLIC, act).then().spec(problem(KernelProblem.UNAUTHENTICATED));
        Api.cnChecker()
                .post(act + "/confirm", "{\"hash\": \"" + "0".repeat(64) + "\"}")
                .then()
                .spec(problem(ChangeProblem.CHANGE_HASH_DIFFERS));
        Owner.run(
                "alter table pending_act disable trigger keeps_acts; set app.system = 'on'; update pending_act set maker = '"
                        + subject("cn-checker") + "' where id = '" + id(act)
                        + "'; alter table pending_act enable trigger keeps_acts");
        confirm(Api.cnChecker(), act)
                .then()
                .spec(problem(PendingProblem.PENDING_ACT_OF_ONES_OWN))
                .body("allowed", contains("drop"));
        assertThat(answers(kind, record)).isEqualTo(before);
        Api.cnMaker().post(act + "/drop", "").then().statusCode(200).body("state", equalTo("DROPPED"));
        confirm(Api.cnChecker(), act).then().spec(problem(KernelProblem.STATE_FORBIDS));
        assertThat(answers(kind, record)).isEqualTo(before);
    }

    /** Beside a checker, only those give it up who could have drafted it. */
    @ParameterizedTest
    @EnumSource
    void itIsGivenUpByWhoCouldHaveDraftedIt(Kind kind) {
        String act = drafted(kind, kind.made(BILATERAL));
        Api statistician = Api.user("cn-statistician");
        if (kind == Kind.SITE || kind == Kind.STEP) {
            statistician.get(act).then().statusCode(200).body("allowed", empty());
            statistician.post(act + "/drop", "").then().spec(problem(KernelProblem.FORBIDDEN));
            assertThat(state(act)).isEqualTo("PENDING");
        } else {
            statistician.get(act).then().statusCode(200).body("allowed", contains("drop"));
            statistician.post(act + "/drop", "").then().statusCode(200).body("state", equalTo("DROPPED"));
        }
    }

    /** What the own side alone reads is done at once, as before. */
    @ParameterizedTest
    @EnumSource
    void whatTheOwnSideAloneReadsWaitsForNobody(Kind kind) {
        String record = kind.made("");
        assertThat(kind.by(Api.cnMaker(), record).statusCode()).isIn(200, 201);
        Api.cnMaker().get("pending-acts?record=" + urn(record)).then().body("data", empty());
    }

    /** Whatever else changes the record overtakes what was drafted for it, and the trail of its side says so. */
    @ParameterizedTest
    @EnumSource
    void whatWasDraftedForAnotherVersionIsStale(Kind kind) {
        String record = kind.made(BILATERAL);
        String released = drafted(kind, record);
        Api.cnChecker()
                .post(
                        record + "/release",
                        "*",
                        "{\"classification\": {\"level\": \"PARTNER\", \"agencies\": [\"kotra\"]}}")
                .then()
                .statusCode(200);
        confirm(Api.cnChecker(), released).then().spec(problem(KernelProblem.STATE_FORBIDS));
        assertThat(state(released)).isEqualTo("STALE");
        String first = drafted(kind, record);
        String second = drafted(kind, record);
        confirm(Api.cnChecker(), first).then().statusCode(200);
        assertThat(state(second)).isEqualTo("STALE");
        String hash = Api.cnMaker().get(second).path("hash");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            Api.user("cn-auditor")
                    .get("audit?limit=500&record=" + urn(second))
                    .then()
                    .body("data.action", contains("draft-pending-act", "outdate-pending-act"))
                    .body("data.subject", contains(subject("cn-maker"), null))
                    .body("data.contentHash", contains(hash, hash));
            Api.user("cn-auditor")
                    .get("audit?limit=500&record=" + urn(first))
                    .then()
                    .body("data.action", contains("draft-pending-act", "confirm-pending-act"))
                    .body("data.subject", contains(subject("cn-maker"), subject("cn-checker")));
        });
        Api.user("kr-auditor")
                .get("audit?limit=500&record=" + urn(second))
                .then()
                .body("data", empty());
    }

    /** The rules hold when it is drafted, and again when it is done. */
    @Test
    void theRulesHoldTwice() {
        String commitment = Kind.TRANSACTION.made(BILATERAL);
        Api.cnMaker()
                .post(commitment + "/transactions", Commitments.paid("10000001", "2024-05-01"))
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/amount/amount"));
        String hidden = Records.sideSource(Api.cnMaker(), "PRESS");
        Api.cnMaker()
                .post(
                        commitment + "/transactions",
                        Commitments.transaction(
                                "DISBURSEMENT", "1", "2024-05-01", ", \"sources\": [\"%s\"]".formatted(hidden)))
                .then()
                .spec(problemAt(KernelProblem.UNPROCESSABLE, "/sources/0"));
        String exposure = Kind.CLEARING.made(BILATERAL);
        Api.cnMaker()
                .post(
                        exposure + "/clear",
                        Api.cnMaker().etag(exposure),
                        "{\"date\": \"2027-12\", \"reason\": {\"en\": \"x\"}}")
                .then()
                .statusCode(422);
        Api.cnMaker()
                .post(exposure + "/clear", "\"other\"", Exposures.CLEARED)
                .then()
                .spec(problem(KernelProblem.STALE));
        for (String record : List.of(commitment, exposure)) {
            Api.cnMaker().get("pending-acts?record=" + urn(record)).then().body("data", empty());
        }
    }

    @Test
    void aRequestIsDraftedOncePerKey() {
        String commitment = Kind.TRANSACTION.made(BILATERAL);
        String key = UUID.randomUUID().toString();
        String body = Commitments.paid("1", "2024-05-01");
        Response first = Api.cnMaker().postOnce(commitment + "/transactions", key, body);
        first.then().statusCode(202);
        assertThat(Api.cnMaker()
                        .postOnce(commitment + "/transactions", key, body)
                        .asString())
                .isEqualTo(first.asString());
        Api.cnMaker().get("pending-acts?record=" + urn(commitment)).then().body("data.size()", equalTo(1));
    }

    @Test
    void ofManyConfirmationsAtOnceOneCounts() {
        String commitment = Kind.TRANSACTION.made(BILATERAL);
        String act = drafted(Kind.TRANSACTION, commitment);
        Api checker = Api.cnChecker();
        checker.token();
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            answers.add(
                    CompletableFuture.supplyAsync(() -> confirm(checker, act).statusCode()));
        }
        assertThat(answers.stream().map(CompletableFuture::join).toList())
                .containsExactlyInAnyOrder(200, 409, 409, 409, 409, 409);
        Api.krMaker().get(commitment + "/transactions").then().body("data.size()", equalTo(2));
    }

    private static String as(String user) {
        return "set app.side = 'CN'; set app.caller = 'test/" + subject(user) + "'; ";
    }

    /** The second lock: past the application, too, what is read is added to by two persons. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "TRANSACTION; insert into commitment_transaction (id, commitment_id, type, amount, value_date, source_ids, recorded_at) "
                        + "values (gen_random_uuid(), '%s', 'DISBURSEMENT', 1, '2024-05-01', '{}', now())",
                "STATEMENT; insert into shareholding_statement (id, shareholding_id, valid_from, complete, holdings, source_ids, recorded_at)"
                        + " select gen_random_uuid(), '%s', valid_from, complete, holdings, source_ids, recorded_at"
                        + " from shareholding_statement limit 1",
                "CLEARING; update exposure set state = 'CLEARED', cleared_on = '2025', reason = '{}', version = version + 1 where id = '%s'",
                "CLEARING; update exposure set effect = '{}' where id = '%s'",
                "STEP; update project set state = 'SUSPENDED', resume_to = 'APPROVED', version = version + 1 where id = '%s'",
                "SITE; update site set product = 'x', version = version + 1 where id = '%s'",
                "SITE; update site set lat = 1, lon = 1 where id = '%s'",
                "SHARE; update capacity_share set percent = 1, version = version + 1 where id = '%s'",
                "SHARE; update capacity_share set source_ids = array[gen_random_uuid()] where id = '%s'"
            })
    void theDatabaseAloneAsksForTwoPersons(String attempt) throws SQLException {
        String[] parts = attempt.split("; ", 2);
        Kind kind = Kind.valueOf(parts[0]);
        String record = kind.made(BILATERAL);
        String sql = parts[1].formatted(id(record));
        String act = drafted(kind, record);
        String confirmed =
                "update pending_act set state = 'CONFIRMED', closed_at = now(), closed_by = '%s', version = version + 1"
                                .formatted(subject("cn-checker"))
                        + " where id = '" + id(act) + "'; ";
        // Neither one person, nor the system, nor two persons for something else than what they confirmed.
        for (String who : List.of(
                as("cn-maker"),
                as("cn-checker"),
                "set app.system = 'on'; ",
                as("cn-checker") + "begin; " + confirmed)) {
            assertThatThrownBy(() -> Owner.run(who + sql)).hasMessageContaining("two persons");
        }
        assertThat(state(act)).isEqualTo("PENDING");
        confirm(Api.cnChecker(), act).then().statusCode(200);
        assertThatThrownBy(() -> Owner.run(as("cn-maker") + sql)).hasMessageContaining("two persons");
    }

    @Test
    void theDatabaseKeepsWhatWaitsAsItWasDrafted() {
        String commitment = Kind.TRANSACTION.made(BILATERAL);
        String act = drafted(Kind.TRANSACTION, commitment);
        String of = " where id = '" + id(act) + "'";
        String confirmed = "update pending_act set state = 'CONFIRMED', closed_at = now(), closed_by = '%s'" + of;
        assertThatThrownBy(() -> Owner.run(as("cn-maker") + confirmed.formatted(subject("cn-maker"))))
                .hasMessageContaining("two_persons_act");
        assertThatThrownBy(() -> Owner.run(as("cn-maker") + confirmed.formatted(subject("cn-checker"))))
                .hasMessageContaining("in another's name");
        for (String change : List.of("content = '{}'", "hash = repeat('0', 64)", "maker = 'x'", "base_version = 7")) {
            assertThatThrownBy(() -> Owner.run(as("cn-checker") + "update pending_act set " + change + of))
                    .hasMessageContaining("as it was drafted");
        }
        Api.cnMaker().get(act).then().body("state", equalTo("PENDING")).body("closedAt", nullValue());
    }
}
