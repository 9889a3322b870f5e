package org.ckep.investment.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ckep.testing.Problems.problem;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Records;
import org.ckep.investment.StoredRows;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.records.RecordTransactions;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;

/** What is one thing is counted once, for whoever knows that it is one; and the database keeps the links by itself. */
@QuarkusTest
class PairedReportTest {
    private static final Viewer CN = new Viewer("anyone", "test", Side.CN, null, Set.of(Role.MAKER), false);

    private static final String LINK = """
            insert into pair_member (project_id, group_id, side, part, counted, opposite, paired_at)
            select members[1], group_id, 'CN', null, true, members[2:2], now() from pairing where id = :id""";

    /** What four persons of both sides would have left behind. */
    private static final String SIGNED = """
            update pairing set state = 'APPLIED', signatures = cast(replace('{"all": [
              {"subject": "a", "side": "CN", "function": "MAKER", "hash": "signed", "person": true},
              {"subject": "b", "side": "CN", "function": "CHECKER", "hash": "signed", "person": true},
              {"subject": "c", "side": "KR", "function": "REVIEWER", "hash": "signed", "person": true},
              {"subject": "d", "side": "KR", "function": "APPROVER", "hash": "signed", "person": true}]}', 'signed', hash) as jsonb)
            where id = :id""";

    private static final String APPROVED = """
            update pairing set state = 'APPLIED', signatures = jsonb_build_object('all', (signatures -> 'all')
              || jsonb_build_object('subject', 'd', 'side', 'KR', 'function', 'APPROVER', 'hash', hash, 'person', true))
            where id = :id""";

    @Inject
    RecordTransactions transactions;

    private final String sector =
            "Q" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);

    private String record(Api maker) {
        return Pairs.shared(maker, ", \"sectors\": [{\"code\": \"" + sector + "\"}]");
    }

    private void assertCounted(Api who, int total) {
        who.get("pipeline?sector=" + sector).then().statusCode(200).body("total", equalTo(total));
    }

    @Test
    void oneThingIsCountedOnce() {
        String whole = record(Api.cnMaker());
        String first = record(Api.krMaker());
        String second = record(Api.krMaker());
        assertCounted(Api.secretariat(), 3);
        String pairing = Pairs.draft(
                Api.cnMaker(),
                Pairs.pairing("KR", Pairs.member(whole), Pairs.part(first, "1"), Pairs.part(second, "2")));
        Bilateral.agree(pairing);
        for (Api reader : new Api[] {Api.secretariat(), Api.cnMaker(), Api.krMaker()}) {
            assertCounted(reader, 2);
        }
        assertCounted(Api.PUBLIC, 0);
        Bilateral.agree(Pairs.draft(
                Api.cnMaker(), Pairs.unpairing(Api.cnMaker().get(pairing).path("group"))));
        assertCounted(Api.krMaker(), 3);
        Pairs.paired(Pairs.member(whole), Pairs.member(first));
        assertCounted(Api.krMaker(), 2);
    }

    /** The public is told of a pair where it reads one record of each side, and of no record that it does not read. */
    @Test
    void thePublicIsToldOfWhatIsPublic() throws Throwable {
        String whole = record(Api.cnMaker());
        String first = record(Api.krMaker());
        String second = record(Api.krMaker());
        Pairs.paired(Pairs.member(whole), Pairs.part(first, "1"), Pairs.part(second, "2"));
        release(first);
        Api.PUBLIC.get(first + "/pair-group").then().spec(problem(KernelProblem.NOT_FOUND));
        assertCounted(Api.PUBLIC, 1);
        release(whole);
        Api.PUBLIC
                .get(first + "/pair-group")
                .then()
                .statusCode(200)
                .body("members.project", contains(Records.urn(whole), Records.urn(first)));
        assertCounted(Api.PUBLIC, 1);
        Api.PUBLIC.get(second + "/pair-group").then().spec(problem(KernelProblem.NOT_FOUND));
    }

    private void release(String project) {
        assertThat(StoredRows.change(
                        transactions, "update project set classification_level = 'PUBLIC' where id = :id", project))
                .isEqualTo(1);
    }

    private int asCn(String sql, String path) throws Throwable {
        return as(CN, sql, path);
    }

    private int asKr(String sql, String path) throws Throwable {
        return as(new Viewer("anyone", "test", Side.KR, null, Set.of(Role.MAKER), false), sql, path);
    }

    private int as(Viewer viewer, String sql, String path) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(
                () -> transactions.write(viewer, session -> session.createNativeQuery(sql)
                        .setParameter("id", id(path))
                        .executeUpdate()));
    }

    private static UUID id(String path) {
        return UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
    }

    /** The second lock: without four signatures there is no link, and none is taken away, whatever the application does. */
    @Test
    void theDatabaseKnowsNoLinkThatWasNotAgreed() throws Throwable {
        String whole = record(Api.cnMaker());
        String first = record(Api.krMaker());
        String pairing = Pairs.draft(Api.cnMaker(), Pairs.pair(whole, first));
        Bilateral.underReview(pairing);
        assertThatThrownBy(() -> asCn(LINK, pairing)).hasStackTraceContaining("row-level security");
        assertThatThrownBy(() -> asCn("update pairing set state = 'APPLIED' where id = :id", pairing))
                .hasStackTraceContaining("four persons");
        for (String forged : List.of(
                SIGNED.replace(", \"hash\": \"signed\"", ""),
                SIGNED.replaceFirst(", \"person\": true", ""),
                SIGNED.replaceFirst("\"person\": true", "\"person\": false"),
                SIGNED.replace("'signed', hash", "'signed', md5(hash)"),
                SIGNED.replace("\"side\": \"KR\", ", ""),
                SIGNED.replace("\"subject\": \"d\"", "\"subject\": \"a\""),
                SIGNED.replaceAll("CN(\", \"function\": \"MAKER)", "KR$1")
                        .replaceAll("KR(\", \"function\": \"REVIEWER)", "CN$1"))) {
            assertThatThrownBy(() -> asCn(forged, pairing)).as(forged).hasStackTraceContaining("four persons");
        }
        String another = Pairs.draft(Api.cnMaker(), Pairs.pair(record(Api.cnMaker()), record(Api.krMaker())));
        Bilateral.underReview(another);
        assertThatThrownBy(() -> asCn(SIGNED, another)).hasStackTraceContaining("no side signs for the other");
        assertThat(asKr(APPROVED, another)).isEqualTo(1);
        assertThatThrownBy(() -> asCn("update pairing set content = '{}' where id = :id", pairing))
                .hasStackTraceContaining("is fixed");
        for (String moved : List.of("deadline = deadline + interval '1 day'", "proposed_at = drafted_at")) {
            assertThatThrownBy(() -> asCn("update pairing set " + moved + " where id = :id", pairing))
                    .hasStackTraceContaining("fixed once it is proposed");
        }
        Bilateral.act(Api.krChecker(), pairing, "agree").then().statusCode(200);
        assertThat(asCn("delete from pair_member where project_id = :id", whole))
                .isZero();
        assertThat(asCn("update pair_member set counted = not counted where project_id = :id", whole))
                .isZero();
        assertThatThrownBy(() -> asCn("update pairing set state = 'WITHDRAWN' where id = :id", pairing))
                .hasStackTraceContaining("stays as it is");
    }

    /** A link is what was signed and nothing else, and is not made again once the group was taken apart. */
    @Test
    void theDatabaseLinksWhatWasSigned() throws Throwable {
        String pairing = Pairs.draft(Api.cnMaker(), Pairs.pair(record(Api.cnMaker()), record(Api.krMaker())));
        Bilateral.agree(pairing);
        // What was signed stands there already.
        assertThatThrownBy(() -> asCn(LINK, pairing)).hasStackTraceContaining("duplicate key");
        for (String other : List.of(
                LINK.replace("true", "false"),
                LINK.replace("'CN', null, true", "'KR', null, false"),
                LINK.replace("null", "cast('{\"en\": {\"text\": \"1\"}}' as jsonb)"),
                LINK.replace("members[2:2]", "members[1:1]"),
                LINK.replace("members[2:2]", "members || gen_random_uuid()"))) {
            assertThatThrownBy(() -> asCn(other, pairing)).as(other).hasStackTraceContaining("row-level security");
        }
        Bilateral.agree(Pairs.draft(
                Api.cnMaker(), Pairs.unpairing(Api.cnMaker().get(pairing).path("group"))));
        assertThatThrownBy(() -> asCn(LINK, pairing)).hasStackTraceContaining("row-level security");
    }

    /** The other side's draft is hidden by row-level security alone as well. */
    @Test
    void theDatabaseHidesADraft() throws Throwable {
        String pairing = Pairs.draft(Api.krMaker(), Pairs.pair(record(Api.cnMaker()), record(Api.krMaker())));
        String touch = "update pairing set remark = '{}' where id = :id";
        assertThat(asCn(touch, pairing)).isZero();
        assertThat(recordsOf(pairing)).isZero();
        Bilateral.act(Api.krMaker(), pairing, "submit").then().statusCode(200);
        Bilateral.act(Api.krChecker(), pairing, "propose").then().statusCode(200);
        assertThat(asCn(touch, pairing)).isEqualTo(1);
        assertThat(recordsOf(pairing)).isEqualTo(2);
    }

    private long recordsOf(String pairing) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> transactions.read(CN, session -> session.createNativeQuery(
                        "select count(*) from pairing_record where pairing_id = :id", Long.class)
                .setParameter("id", id(pairing))
                .getSingleResult()));
    }
}
