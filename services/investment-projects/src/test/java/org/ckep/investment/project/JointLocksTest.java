package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.ckep.investment.Bilateral;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.records.RecordTransactions;
import org.ckep.records.ViewerBinding;
import org.ckep.testing.Api;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The second lock: the database itself knows no agreed value without four signatures, whatever the application does. */
@QuarkusTest
class JointLocksTest {
    private static final Viewer CN = new Viewer("anyone", "test", Side.CN, null, Set.of(Role.MAKER), false);
    private static final Viewer KR = new Viewer("anyone", "test", Side.KR, null, Set.of(Role.MAKER), false);

    @Inject
    RecordTransactions transactions;

    private int update(Viewer viewer, String sql, String path) throws Throwable {
        UUID id = UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
        return VertxContextSupport.subscribeAndAwait(() -> transactions.write(
                viewer,
                session -> session.createNativeQuery(sql).setParameter("id", id).executeUpdate()));
    }

    private int asRegister(String sql, String path) throws Throwable {
        UUID id = UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
        return VertxContextSupport.subscribeAndAwait(() -> transactions.system(
                session -> session.createNativeQuery(sql).setParameter("id", id).executeUpdate()));
    }

    /** The register's statement and then somebody's in one transaction, so that the register's own jobs do not come between. */
    private int both(String first, Function<Mutiny.Session, Uni<Void>> binding, String then, String path)
            throws Throwable {
        UUID id = UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
        return VertxContextSupport.subscribeAndAwait(() -> transactions.system(session -> session.createNativeQuery(
                        first)
                .setParameter("id", id)
                .executeUpdate()
                .invoke(changed -> assertThat(changed).isEqualTo(1))
                .chain(() -> binding.apply(session))
                .chain(() ->
                        session.createNativeQuery(then).setParameter("id", id).executeUpdate())));
    }

    @Test
    void aRecordOfBothSidesChangesByNobodyAlone() throws Throwable {
        String project = Bilateral.joint("Plant");
        String rename = "update project set direction = 'MUTUAL', version = version + 1 where id = :id";
        assertThat(update(CN, rename, project)).isZero();
        assertThat(update(KR, rename, project)).isZero();
        assertThat(asRegister(rename, project)).isZero();
    }

    /** Agreed values stand in the parts of a record too. */
    @ParameterizedTest
    @ValueSource(strings = {"CN", "KR"})
    void thePartsOfARecordOfBothSidesChangeByNobodyAlone(Side side) throws Throwable {
        String project = Bilateral.joint("Plant", ", \"sectors\": [{\"code\": \"BATT\"}]");
        Viewer viewer = side == Side.CN ? CN : KR;
        assertThat(update(viewer, "update project_sector set code = 'SEMI' where project_id = :id", project))
                .isZero();
        assertThat(update(viewer, "delete from project_participant where project_id = :id", project))
                .isZero();
        assertThatThrownBy(() -> update(
                        viewer,
                        "insert into project_site(project_id, position, site_id) values (:id, 0, gen_random_uuid())",
                        project))
                .hasStackTraceContaining("row-level security");
    }

    @Test
    void noRecordBecomesJointByItself() {
        String project = Bilateral.offered("Plant", "");
        assertThatThrownBy(() -> update(
                        CN,
                        "update project set stewardship = 'JOINT', owner_side = null, version = version + 1"
                                + " where id = :id",
                        project))
                .hasStackTraceContaining("row-level security");
    }

    @Test
    void nothingIsAppliedWithoutFourSignatures() {
        String project = Bilateral.joint("Plant");
        String change = Bilateral.draft(Api.cnMaker(), project, Bilateral.replacingTitle("Name"));
        String apply =
                "update change_set set state = 'APPLIED', result_version = base_version + 1, version = version + 1"
                        + " where id = :id";
        Bilateral.underReview(change);
        assertThatThrownBy(() -> update(KR, apply, change)).hasStackTraceContaining("needs four persons");
        assertThatThrownBy(() ->
                        update(KR, "update change_set set patch = '[]', version = version + 1 where id = :id", change))
                .hasStackTraceContaining("fixed once it is submitted");
    }

    private static final String SIGNED = """
            update change_set set state = 'APPLIED', result_version = base_version + 1, version = version + 1,
              signatures = jsonb_build_object('all', (signatures -> 'all') || jsonb_build_object(
                'subject', 'anyone', 'side', 'KR', 'function', 'APPROVER', 'hash', hash, 'person', true))
            where id = :id""";

    private static final String UNKNOWN = """
            update change_set set version = version + 1,
              signatures = jsonb_build_object('all', (select jsonb_agg(s - 'person') from jsonb_array_elements(signatures -> 'all') s))
            where id = :id""";

    private static String reviewed(String project) {
        String change = Bilateral.draft(Api.cnMaker(), project, Bilateral.replacingTitle("Name"));
        Bilateral.underReview(change);
        return change;
    }

    /** The other side's signatures stand as they are, and only persons' count, each in a function of his side. */
    @Test
    void fourPersonsSignEachForHisOwnSide() throws Throwable {
        String project = Bilateral.joint("Plant");
        String change = reviewed(project);
        for (String forged : List.of(
                SIGNED.replace(", 'person', true", ""),
                SIGNED.replace("true", "false"),
                SIGNED.replace("'KR'", "'CN'"),
                SIGNED.replace("APPROVER", "CHECKER"),
                SIGNED.replace("'hash', hash", "'hash', base_hash"))) {
            assertThatThrownBy(() -> update(KR, forged, change))
                    .as(forged)
                    .hasStackTraceContaining("needs four persons");
        }
        assertThatThrownBy(() -> update(CN, SIGNED, change)).hasStackTraceContaining("no side signs for the other");
        String voided = "update change_set set signatures = '{\"all\": []}', version = version + 1 where id = :id";
        assertThatThrownBy(() -> update(KR, UNKNOWN, change)).hasStackTraceContaining("no side signs for the other");
        assertThatThrownBy(() -> update(CN, voided, change)).hasStackTraceContaining("no side signs for the other");
        assertThatThrownBy(() -> asRegister(SIGNED, change)).hasStackTraceContaining("no side signs for the other");
        assertThat(update(KR, SIGNED, change)).isEqualTo(1);

        String draft = Bilateral.draft(Api.krMaker(), Bilateral.joint("Other plant"), Bilateral.replacingTitle("Name"));
        assertThatThrownBy(() -> update(KR, SIGNED.replace("'KR'", "'CN'").replaceFirst("state = .*,\n", ""), draft))
                .hasStackTraceContaining("no side signs for the other");
        assertThatThrownBy(() -> update(CN, """
                        insert into change_set
                        select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'state', 'DRAFT',
                          'proposed_at', null, 'deadline', null, 'closed_at', null, 'result_version', null))).*
                        from change_set c where c.id = :id""", change)).hasStackTraceContaining("drafts_are_unsigned");
    }

    /** A change set that both signed carries a change of values and not of readers, for which they sign one of its own. */
    @Test
    void othersReadWhatBothKeepByARelease() throws Throwable {
        String change = reviewed(Bilateral.joint("Plant"));
        String changed = "update project p set %s, version = p.version + 1 from change_set c "
                + "where c.id = :id and c.record_urn = 'urn:ckep:project:' || p.id";
        String toAll = changed.formatted("classification_level = 'PUBLIC'");
        assertThatThrownBy(() -> updateBoth(SIGNED, toAll, change))
                .hasStackTraceContaining("both sides let others read what both keep");
        String toMinistry = changed.formatted(
                "classification_level = 'MINISTRY', classification_side = 'KR', classification_agencies = '{motir}'");
        assertThatThrownBy(() -> updateBoth(SIGNED, toMinistry, change))
                .hasStackTraceContaining("both sides let others read what both keep");
        assertThat(updateBoth(SIGNED, changed.formatted("direction = 'MUTUAL'"), change))
                .isEqualTo(1);
    }

    @Test
    void whomAReleaseLetsReadIsFixedOnceItIsSubmitted() {
        String change = Bilateral.draft(
                Api.cnMaker(),
                Bilateral.joint("Plant"),
                "{\"classification\": {\"level\": \"PARTNER\", \"agencies\": [\"kotra\"]}, \"reason\": {\"en\": \"Why\"}}");
        Bilateral.underReview(change);
        for (Viewer viewer : List.of(CN, KR)) {
            assertThatThrownBy(() -> update(
                            viewer,
                            "update change_set set classification = '{\"level\":\"PUBLIC\"}', version = version + 1 where id = :id",
                            change))
                    .hasStackTraceContaining("fixed once it is submitted");
        }
    }

    /** Two statements of a Korean in one transaction. */
    private int updateBoth(String first, String then, String path) throws Throwable {
        UUID id = UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
        return VertxContextSupport.subscribeAndAwait(() -> transactions.write(KR, session -> session.createNativeQuery(
                        first)
                .setParameter("id", id)
                .executeUpdate()
                .chain(() ->
                        session.createNativeQuery(then).setParameter("id", id).executeUpdate())));
    }

    @Test
    void aRecordOfBothSidesIsRemovedByNobody() throws Throwable {
        assertThat(asRegister("delete from project where id = :id", Bilateral.joint("Plant")))
                .isZero();
    }

    /** By silence the database lets the register apply what two persons proposed so once its period is over, and no side. */
    @Test
    void silenceAppliesNothingBeforeItsTimeNorForASideNorWhatIsAgreedExpressly() throws Throwable {
        String project = Bilateral.joint("Plant");
        String apply =
                "update change_set set state = 'APPLIED', result_version = base_version + 1, version = version + 1"
                        + " where id = :id";
        String past = "update change_set set deadline = now() - interval '1 day' where id = :id";
        String silent = Bilateral.draft(Api.cnMaker(), project, Bilateral.silently(Bilateral.replacingTitle("Name")));
        Bilateral.propose(silent);
        assertThatThrownBy(() -> update(KR, apply, silent)).hasStackTraceContaining("silence");
        assertThatThrownBy(() -> asRegister(apply, silent)).hasStackTraceContaining("silence");
        for (Viewer side : List.of(CN, KR)) {
            assertThatThrownBy(() -> update(side, past, silent)).hasStackTraceContaining("fixed once it is proposed");
        }
        assertThatThrownBy(() -> both(past, session -> ViewerBinding.bind(session, CN), apply, silent))
                .hasStackTraceContaining("silence");
        assertThat(update(CN, UNKNOWN, silent)).isEqualTo(1);
        assertThatThrownBy(() -> both(past, ViewerBinding::bindSystem, apply, silent))
                .hasStackTraceContaining("silence");

        String explicit = Bilateral.draft(Api.cnMaker(), project, Bilateral.replacingTitle("Other name"));
        Bilateral.propose(explicit);
        assertThatThrownBy(() -> both(past, ViewerBinding::bindSystem, apply, explicit))
                .hasStackTraceContaining("silence");
        assertThatThrownBy(() -> update(KR, "update change_set set procedure = 'SILENCE' where id = :id", explicit))
                .hasStackTraceContaining("fixed once it is submitted");
    }

    /** Whoever withholds his consent is not overruled, by whatever signatures. */
    @Test
    void nothingComesIntoForceWhileASideWithholdsItsConsent() {
        String project = Bilateral.joint("Plant");
        String change = reviewed(project);
        Bilateral.contested(project, null);
        assertThatThrownBy(() -> update(KR, SIGNED, change)).hasStackTraceContaining("withholds its consent");
    }

    /** The database lets two persons of a side raise an objection, that side drop it, and both sides settle it. */
    @Test
    void anObjectionIsRaisedAndEndedByThoseAlone() throws Throwable {
        String project = Bilateral.joint("Plant");
        String raise =
                "update objection set state = 'STANDING', raised_at = now(), raised_by = %s, version = version + 1"
                        + " where id = :id";
        String hidden = Bilateral.prepared(Api.krMaker(), project, "title");
        assertThat(update(CN, raise.formatted("'anyone'"), hidden)).isZero();
        assertThat(asRegister(raise.formatted("'anyone'"), hidden)).isZero();
        assertThatThrownBy(() -> update(KR, raise.formatted("prepared_by"), hidden))
                .hasStackTraceContaining("two_persons_raise");

        String standing = Bilateral.contested(project, "title");
        assertThatThrownBy(() -> update(KR, raise.formatted("'anyone'"), hidden))
                .hasStackTraceContaining("objection_standing");
        String drop = "update objection set state = 'DROPPED', closed_at = now(), version = version + 1 where id = :id";
        assertThatThrownBy(() -> update(CN, drop, standing)).hasStackTraceContaining("only its own side");
        String settle = "update objection set state = 'SETTLED', closed_at = now(), settled_by = "
                + "(select id from change_set where record_urn = objection.record_urn limit 1) where id = :id";
        assertThatThrownBy(() -> update(KR, settle, standing)).hasStackTraceContaining("both sides agreed on");
        assertThatThrownBy(() -> update(KR, "update objection set attribute = null where id = :id", standing))
                .hasStackTraceContaining("stays as it was written");
        assertThat(update(KR, drop, standing)).isEqualTo(1);
    }

    @Test
    void theOtherSidesDraftIsHiddenByTheDatabaseAlone() throws Throwable {
        String project = Bilateral.joint("Plant");
        String change = Bilateral.draft(Api.cnMaker(), project, Bilateral.replacingTitle("Name"));
        String touch = "update change_set set closed_at = null where id = :id";
        assertThat(update(CN, touch, change)).isEqualTo(1);
        assertThat(update(KR, touch, change)).isZero();
        assertThat(update(new Viewer("s", "test", null, null, Set.of(Role.SECRETARIAT), false), touch, change))
                .isZero();
        Bilateral.propose(change);
        assertThat(update(KR, touch, change)).isEqualTo(1);
    }

    @Test
    void noDifferenceIsLeftWithoutTwoPersonsOfEachSide() {
        String found = ReconciliationTest.broken(Bilateral.joint("Plant"));
        Bilateral.explain(Api.cnMaker(), found);
        String leave = "update reconciliation_break set state = 'AGREED_DIFFERENCE', settled_at = now(), "
                + "agreed = '{\"CN\": \"a\", \"KR\": \"b\"}', version = version + 1 where id = :id";
        assertThatThrownBy(() -> update(CN, leave, found)).hasStackTraceContaining("four persons");
        Api.cnMaker().post(found + "/prepare", Bilateral.leaving(found)).then().statusCode(200);
        assertThatThrownBy(() -> update(
                        CN,
                        "update break_consent set agreed_by = prepared_by, agreed_at = now() where break_id = :id",
                        found))
                .hasStackTraceContaining("two_persons");
        assertThatThrownBy(() -> update(
                        CN,
                        "update break_consent set agreed_by = 'a', agreed_at = now(), prepared_by = 'c' "
                                + "where break_id = :id",
                        found))
                .hasStackTraceContaining("what is agreed is what was prepared");
        assertThatThrownBy(() -> update(
                        KR,
                        "insert into break_consent (id, break_id, side, hash, prepared_by, prepared_at) values "
                                + "(gen_random_uuid(), :id, 'CN', repeat('0', 64), 'c', now())",
                        found))
                .hasStackTraceContaining("row-level security");
    }
}
