package org.ckep.investment.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Cycles;
import org.ckep.investment.Records;
import org.ckep.investment.pairing.Pairs;
import org.ckep.kernel.change.ChangeAction;
import org.ckep.kernel.change.ChangeState;
import org.ckep.kernel.change.ObjectionAction;
import org.ckep.kernel.change.ObjectionState;
import org.ckep.kernel.reconciliation.BreakAction;
import org.ckep.kernel.reconciliation.BreakState;
import org.ckep.records.RecordTransactions;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;

/** What both sides do together, through the service: every state, act and person of each of its machines. */
@QuarkusTest
class ProtocolsTest {
    /** No hash that anybody has read, which is looked at last. */
    private static final String SIGNED =
            "{\"hash\": \"" + "0".repeat(64) + "\", \"reason\": {\"zh-Hans\": \"理由\", \"ko\": \"사유\"}}";

    private static final String BOTH_SAY_WHY = Bilateral.reason("zh-Hans", "ko");

    @Inject
    RecordTransactions transactions;

    private static List<String> codes(Stream<String> names) {
        return names.map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    private void overdue(String table, String path) {
        UUID id = UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
        try {
            VertxContextSupport.subscribeAndAwait(() -> transactions.system(session -> session.createNativeQuery(
                            "update " + table + " set deadline = now() - interval '1 second', version = version + 1"
                                    + " where id = :id")
                    .setParameter("id", id)
                    .executeUpdate()));
        } catch (Throwable unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private static void assertState(Api person, String path, String state) {
        assertThat(person.get(path).<String>path("state")).isEqualTo(state);
    }

    /** Change sets that the Chinese maker has drafted and, under review, the Korean maker has reviewed. */
    private static final OpenActs CHANGES = new OpenActs("""
            DRAFT         cn-maker: edit submit withdraw; cn-checker: withdraw; cn-ministry: edit
            SUBMITTED     cn-maker: withdraw; cn-checker: return dismiss propose withdraw
            DISMISSED
            PROPOSED      cn-maker: withdraw; cn-checker: withdraw; kr-maker: review
            UNDER_REVIEW  cn-maker: withdraw; cn-checker: withdraw; \
                          kr-maker: counter; kr-checker: reject agree
            APPLIED
            COUNTERED
            REJECTED
            WITHDRAWN
            STALE
            EXPIRED
            """);

    @Test
    void changeSetsAreWhatTheTableSays() {
        assertThat(CHANGES.states()).containsExactlyInAnyOrderElementsOf(OpenActs.names(ChangeState.class));
        List<String> acts = codes(Stream.of(ChangeAction.values()).map(Enum::name));
        for (String state : CHANGES.states()) {
            String change = changeIn(state);
            assertState(Api.cnMaker(), change, state);
            CHANGES.assertOthersRefused(state, change, acts, true, (person, act) -> actOnChange(person, change, act));
        }
    }

    private static Response actOnChange(Api person, String change, String act) {
        String body = Bilateral.replacingTitle("Another wish");
        return switch (act) {
            case "edit" -> {
                String tag = person.etag(change);
                yield person.request()
                        .header("If-Match", tag == null ? "\"none\"" : tag)
                        .contentType("application/json; charset=utf-8")
                        .body(body)
                        .put(Api.root() + change);
            }
            case "counter" -> person.post(change + "/counter", body);
            default -> person.post(change + "/" + act, SIGNED);
        };
    }

    private String changeIn(String state) {
        String project = Bilateral.joint("Plant");
        String change = Bilateral.draft(Api.cnMaker(), project, Bilateral.replacingTitle("Wish"));
        switch (ChangeState.valueOf(state)) {
            case DRAFT -> {}
            case SUBMITTED -> done(Bilateral.act(Api.cnMaker(), change, "submit"));
            case DISMISSED -> {
                done(Bilateral.act(Api.cnMaker(), change, "submit"));
                done(Api.cnChecker().post(change + "/dismiss", BOTH_SAY_WHY));
            }
            case PROPOSED -> Bilateral.propose(change);
            case UNDER_REVIEW -> Bilateral.underReview(change);
            case APPLIED -> Bilateral.agree(change);
            case COUNTERED -> {
                Bilateral.underReview(change);
                Response drafted = Api.krMaker().post(change + "/counter", Bilateral.replacingTitle("Answer"));
                String answer = project + "/changes/" + Records.id(drafted.path("urn"));
                done(Bilateral.act(Api.krMaker(), answer, "submit"));
                done(Bilateral.act(Api.krChecker(), answer, "propose"));
            }
            case REJECTED -> {
                Bilateral.underReview(change);
                done(Api.krChecker().post(change + "/reject", BOTH_SAY_WHY));
            }
            case WITHDRAWN -> {
                Bilateral.propose(change);
                done(Api.cnMaker().post(change + "/withdraw", "{}"));
            }
            case STALE -> {
                Bilateral.underReview(change);
                Bilateral.agree(Bilateral.draft(Api.cnMaker(), project, Bilateral.replacingTitle("First")));
            }
            case EXPIRED -> {
                Bilateral.underReview(change);
                overdue("change_set", change);
            }
        }
        return change;
    }

    private static void done(Response answer) {
        answer.then().statusCode(200);
    }

    /** Pairings that the Chinese maker has drafted; they are neither written anew nor countered. */
    private static final OpenActs PAIRINGS = new OpenActs("""
            DRAFT         cn-maker: submit withdraw; cn-checker: withdraw
            SUBMITTED     cn-maker: withdraw; cn-checker: return dismiss propose withdraw
            DISMISSED
            PROPOSED      cn-maker: withdraw; cn-checker: withdraw; kr-maker: review
            UNDER_REVIEW  cn-maker: withdraw; cn-checker: withdraw; kr-checker: reject agree
            APPLIED
            REJECTED
            WITHDRAWN
            STALE
            EXPIRED
            """);

    @Test
    void pairingsAreWhatTheTableSays() {
        List<String> acts = List.of("submit", "return", "dismiss", "propose", "withdraw", "review", "reject", "agree");
        for (String state : PAIRINGS.states()) {
            String pairing = pairingIn(state);
            assertState(Api.cnMaker(), pairing, state);
            PAIRINGS.assertOthersRefused(
                    state, pairing, acts, true, (person, act) -> person.post(pairing + "/" + act, SIGNED));
        }
    }

    private String pairingIn(String state) {
        String one = Pairs.shared(Api.cnMaker(), "");
        String other = Pairs.shared(Api.krMaker(), "");
        String pairing = Pairs.draft(Api.cnMaker(), Pairs.pair(one, other));
        switch (ChangeState.valueOf(state)) {
            case DRAFT -> {}
            case SUBMITTED -> done(Bilateral.act(Api.cnMaker(), pairing, "submit"));
            case DISMISSED -> {
                done(Bilateral.act(Api.cnMaker(), pairing, "submit"));
                done(Api.cnChecker().post(pairing + "/dismiss", BOTH_SAY_WHY));
            }
            case PROPOSED -> Bilateral.propose(pairing);
            case UNDER_REVIEW -> Bilateral.underReview(pairing);
            case APPLIED -> Bilateral.agree(pairing);
            case REJECTED -> {
                Bilateral.underReview(pairing);
                done(Api.krChecker().post(pairing + "/reject", BOTH_SAY_WHY));
            }
            case WITHDRAWN -> {
                Bilateral.propose(pairing);
                done(Api.cnMaker().post(pairing + "/withdraw", "{}"));
            }
            case STALE -> {
                Bilateral.underReview(pairing);
                Bilateral.agree(Pairs.draft(Api.cnMaker(), Pairs.pair(one, other)));
            }
            case EXPIRED -> {
                Bilateral.underReview(pairing);
                overdue("pairing", pairing);
            }
            case COUNTERED -> throw new IllegalArgumentException("a pairing is not countered");
        }
        return pairing;
    }

    /** Objections of the Korean side to a title, which its maker has prepared. */
    private static final OpenActs OBJECTIONS = new OpenActs("""
            PREPARED  kr-maker: drop; kr-checker: raise drop
            STANDING  kr-checker: drop
            DROPPED
            SETTLED
            """);

    @Test
    void objectionsAreWhatTheTableSays() {
        assertThat(OBJECTIONS.states()).containsExactlyElementsOf(OpenActs.names(ObjectionState.class));
        List<String> acts = codes(Stream.of(ObjectionAction.values()).map(Enum::name));
        for (String state : OBJECTIONS.states()) {
            String project = Bilateral.joint("Plant");
            String objection = state.equals("PREPARED")
                    ? Bilateral.prepared(Api.krMaker(), project, "title")
                    : Bilateral.contested(project, "title");
            if (state.equals("DROPPED")) {
                done(Api.krChecker().post(objection + "/drop", "{}"));
            } else if (state.equals("SETTLED")) {
                Bilateral.agree(Bilateral.draft(
                        Api.cnMaker(), project, Bilateral.settling(Bilateral.changingNothing(), objection)));
            }
            assertState(Api.krMaker(), objection, state);
            OBJECTIONS.assertOthersRefused(
                    state, objection, acts, true, (person, act) -> person.post(objection + "/" + act, "{}"));
        }
    }

    /** Breaks that are the Korean side's to explain. */
    private static final OpenActs BREAKS = new OpenActs("""
            OPEN               cn-maker: assign; cn-checker: assign; cn-statistician: assign; cn-ministry: assign; \
                               kr-maker: assign; kr-checker: assign; kr-statistician: assign; kr-ministry: assign; \
                               secretariat: assign
            ASSIGNED           cn-maker: assign; cn-checker: assign; cn-statistician: assign; cn-ministry: assign; \
                               kr-maker: assign explain; kr-checker: assign explain; kr-statistician: assign explain; \
                               kr-ministry: assign explain; secretariat: assign
            EXPLAINED          cn-maker: prepare; cn-checker: agree close; kr-maker: explain prepare; \
                               kr-checker: explain agree; kr-statistician: explain; kr-ministry: explain
            CORRECTED          cn-checker: close; kr-checker: close
            AGREED_DIFFERENCE  cn-checker: close; kr-checker: close
            LAPSED
            CLOSED
            """);

    @Test
    void breaksAreWhatTheTableSays() {
        assertThat(BREAKS.states()).containsExactlyElementsOf(OpenActs.names(BreakState.class));
        List<String> acts = codes(Stream.of(BreakAction.values()).map(Enum::name));
        for (String state : BREAKS.states()) {
            String found = breakIn(state);
            assertState(Api.cnMaker(), found, state);
            BREAKS.assertOthersRefused(
                    state,
                    found,
                    acts,
                    true,
                    (person, act) -> person.post(
                            found + "/" + act,
                            Map.of("assign", "{\"assigned\": [\"KR\"]}", "explain", "{\"reason\": \"TIMING\"}")
                                    .getOrDefault(act, "{}")));
        }
    }

    private static String breakIn(String state) {
        BreakState wanted = BreakState.valueOf(state);
        if (wanted == BreakState.LAPSED) {
            return lapsed();
        }
        String project = Bilateral.joint("Plant");
        figure(Api.cnMaker(), project, "942000000");
        figure(Api.krMaker(), project, "825000000");
        cycle();
        String found = breakOf(project);
        if (wanted == BreakState.CORRECTED) {
            figure(Api.cnMaker(), project, "825000000");
            cycle();
        } else if (wanted != BreakState.OPEN) {
            done(Api.secretariat().post(found + "/assign", "{\"assigned\": [\"KR\"]}"));
            if (wanted != BreakState.ASSIGNED) {
                done(Api.krMaker().post(found + "/explain", "{\"reason\": \"TIMING\"}"));
            }
            if (wanted == BreakState.EXPLAINED) {
                done(Api.cnMaker().post(found + "/prepare", Bilateral.leaving(found)));
                done(Api.krMaker().post(found + "/prepare", Bilateral.leaving(found)));
            }
        }
        if (wanted == BreakState.AGREED_DIFFERENCE) {
            Bilateral.leave(found);
        } else if (wanted == BreakState.CLOSED) {
            done(Api.cnChecker().post(found + "/close", "{}"));
        }
        return found;
    }

    /** Of two records that are no longer paired. */
    private static String lapsed() {
        String sum = ", \"totalInvestment\": {\"amount\": \"%s\", \"currency\": \"USD\", \"basis\": \"CONTRACTED\"}";
        String ours = Pairs.shared(Api.cnMaker(), sum.formatted("942000000"));
        String theirs = Pairs.shared(Api.krMaker(), sum.formatted("825000000"));
        String group = Pairs.paired(Pairs.member(ours), Pairs.member(theirs));
        cycle();
        String found = breakOf(theirs);
        Bilateral.agree(Pairs.draft(Api.cnMaker(), Pairs.unpairing(group)));
        cycle();
        return found;
    }

    private static String breakOf(String project) {
        return "breaks/"
                + Records.id(Api.cnMaker()
                        .get("breaks?record=" + Records.urn(project))
                        .path("data[0].urn"));
    }

    private static void figure(Api maker, String project, String amount) {
        String basis = "{\"amount\": \"%s\", \"currency\": \"USD\", \"basis\": \"CONTRACTED\"}".formatted(amount);
        done(maker.show(
                project + "/figures/totalInvestment",
                "{\"value\": " + basis + ", \"classification\": {\"level\": \"BILATERAL\"}}"));
    }

    private static void cycle() {
        Bilateral.agreedRate();
        Cycles.close().then().statusCode(201);
    }
}
