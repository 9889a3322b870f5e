package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import org.ckep.investment.Owner;
import org.ckep.investment.Records;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Past the application, too, what others read of a side's own project changes by two persons of that side (rule C8). */
@QuarkusTest
class RevisionLocksTest {
    private static final String PRODUCTS = "{\"products\": [\"850760\"]}";

    @Inject
    ObjectMapper json;

    private static String shown() {
        return RevisionTest.shown("{\"level\": \"BILATERAL\"}");
    }

    private static String id(String project) {
        return project.substring(project.indexOf('/') + 1);
    }

    private static String as(String user) {
        return "set app.side = 'CN'; set app.caller = 'test/" + RevisionTest.subject(user) + "'; ";
    }

    /** The second lock: past the application, too, the content changes with a confirmed revision, and to what that says. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "update project set title = '{\"en\": {\"text\": \"X\", \"status\": \"ORIGINAL\"}}', version = version + 1 where id = '%s'",
                "update project set products = '{850760}', version = version + 1 where id = '%s'",
                "update project set modality = 'ASSERTED' where id = '%s'",
                "update project set investment_amount = 5, investment_currency = 'USD', investment_basis = 'DECLARED' where id = '%s'",
                "update project set registered_capital = '{\"amount\": \"5\"}' where id = '%s'",
                "update project set unknown_reasons = '{\"jobs\": \"UNDISCLOSED\"}' where id = '%s'",
                "update project set source_ids = array[gen_random_uuid()] where id = '%s'",
                "update project set classification_level = 'PUBLIC', products = '{850760}' where id = '%s'",
                "insert into project_sector (project_id, position, code) values ('%s', 0, 'BATT')",
                "delete from project_participant where project_id = '%s'",
                "update project_participant set role = 'PARTNER' where project_id = '%s'",
                "insert into project_capacity (project_id, position, product, value, relation, kind) values ('%s', 0, 'x', 1, 'EQ', 'PLANNED')",
                "insert into project_key_date (project_id, position, key_date, kind, date) "
                        + "select '%s', 0, key_date, kind, date from project_key_date limit 1",
                "update project set version = version + 1 where id = '%1$s'; "
                        + "insert into project_key_date (project_id, position, key_date, kind, date) "
                        + "select '%1$s', 0, key_date, kind, date from project_key_date limit 1",
                "update project set state_since = '1999' where id = '%s'",
                "update project_participant set project_id = "
                        + "(select id from project where classification_level = 'SIDE' and owner_side = 'CN' limit 1) "
                        + "where project_id = '%s'"
            })
    void theDatabaseAloneAsksForTwoPersons(String sql) throws SQLException {
        dated();
        String project = shown();
        for (String user : List.of("cn-maker", "cn-checker")) {
            assertThatThrownBy(() -> Owner.run(as(user) + sql.formatted(id(project))))
                    .hasMessageContaining("two persons change");
        }
        assertThatThrownBy(() -> Owner.run("set app.system = 'on'; " + sql.formatted(id(project))))
                .hasMessageContaining("two persons change");
        // A revision that somebody has confirmed before lets nothing else pass later.
        Api.cnMaker().patch(project, "{\"products\": [\"850650\"]}").then().statusCode(200);
        assertThatThrownBy(() -> Owner.run(as("cn-maker") + sql.formatted(id(project))))
                .hasMessageContaining("two persons change");
    }

    /** A key date to copy. */
    private static void dated() {
        Api.cnMaker().create("projects", Records.project(", \"keyDates\": {\"MOU_SIGNED\": {\"actual\": \"2020\"}}"));
    }

    @Test
    void theDatabaseHoldsAProjectAgainstAllThatWasConfirmedInItsOwnRow() throws SQLException {
        String project = shown();
        RevisionTest.draft(project, "{\"products\": [\"850760\"]}");
        String confirm = as("cn-checker")
                + "update pending_revision set state = 'CONFIRMED', version = version + 1, closed_at = now(), closed_by = '"
                + RevisionTest.subject("cn-checker") + "' where project_id = '" + id(project)
                + "' and state = 'PENDING'; "
                + "update project set version = version + 1, changed_at = now(), products = '{850760}'%s where id = '"
                + id(project) + "'";
        for (String more : List.of(", state_since = '1999'", ", modality = 'ASSERTED'", ", own_contribution = '{}'")) {
            assertThatThrownBy(() -> Owner.run(confirm.formatted(more))).hasMessageContaining("two persons change");
        }
        Owner.run(confirm.formatted(""));
        assertThat(Api.cnMaker().get(project).jsonPath().getList("products")).containsExactly("850760");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026",
                "2026-H1",
                "2026-H2",
                "2026-Q1",
                "2026-Q2",
                "2026-Q3",
                "2026-Q4",
                "2026-01",
                "2026-11",
                "2026-01-04"
            })
    void theDatabaseReadsDatesAsTheyAreHashed(String date) throws Exception {
        String hashed = json.writeValueAsString(FuzzyDate.parse(date));
        assertThat(Owner.column("select fuzzy_date_said('" + hashed + "')")).containsExactly(date);
    }

    @Test
    void theDatabaseKeepsARevisionAsItWasDrafted() throws SQLException {
        String project = shown();
        RevisionTest.draft(project, PRODUCTS);
        String of = " where project_id = '" + id(project) + "'";
        String confirmed = "update pending_revision set state = 'CONFIRMED', closed_at = now(), closed_by = '%s'" + of;
        assertThatThrownBy(() -> Owner.run(as("cn-maker") + confirmed.formatted(RevisionTest.subject("cn-maker"))))
                .hasMessageContaining("two_persons_revise");
        assertThatThrownBy(() -> Owner.run(as("cn-maker") + confirmed.formatted(RevisionTest.subject("cn-checker"))))
                .hasMessageContaining("in another's name");
        assertThatThrownBy(() ->
                        Owner.run("set app.system = 'on'; " + confirmed.formatted(RevisionTest.subject("cn-checker"))))
                .hasMessageContaining("in another's name");
        for (String change : List.of(
                "content = '{}'", "hash = repeat('0', 64)", "makers = '{}'", "patch = '{}'", "base_version = 7")) {
            assertThatThrownBy(() -> Owner.run(as("cn-checker") + "update pending_revision set " + change + of))
                    .hasMessageContaining("as it was drafted");
        }
        // Confirmed by the second person, it lets pass what it says and nothing else.
        String begin = as("cn-checker") + "begin; " + confirmed.formatted(RevisionTest.subject("cn-checker")) + "; ";
        String revise =
                "update project set products = '{%s}', version = version + 1 where id = '" + id(project) + "'; commit";
        assertThatThrownBy(() -> Owner.run(begin + revise.formatted("850650")))
                .hasMessageContaining("two persons change");
        assertThat(RevisionTest.states(project)).containsExactly("PENDING");
        Owner.run(begin + revise.formatted("850760"));
        Api.krMaker().get(project).then().body("products", contains("850760"));
        assertThatThrownBy(() -> Owner.run(as("cn-checker")
                        + confirmed.replace("CONFIRMED", "DROPPED").formatted(RevisionTest.subject("cn-checker"))))
                .hasMessageContaining("that is over");
        assertThatThrownBy(
                        () -> Owner.run(as("cn-maker") + """
                        insert into pending_revision (id, version, project_id, side, state, base_version, base, patch, content, hash,
                          maker, makers, drafted_at)
                        select gen_random_uuid(), 0, id, 'CN', 'PENDING', version, '', '', '{}', encode(sha256('{}'), 'hex'),
                          '%s', '{}', now() from project where id = '%s'""".formatted(RevisionTest.subject("cn-maker"), id(project))))
                .hasMessageContaining("all who made them");
    }
}
