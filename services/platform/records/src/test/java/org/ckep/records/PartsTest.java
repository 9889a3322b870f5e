package org.ckep.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule C8 for the rows of a record that have no head of their own: read with the record, written by who may write it. */
@QuarkusTest
class PartsTest {
    private static final String MIGRATION = "db/records/V0025__parts_are_written_by_the_owner.sql";
    private static final String UPDATE =
            "update facility_note set text = 'changed' where facility_id = cast(? as uuid)";
    private static final String DELETE = "delete from facility_note where facility_id = cast(? as uuid)";
    private static final String INSERT = "insert into facility_note values (cast(? as uuid), 99, 'another')";

    private static final Viewer CN = Viewers.of(Side.CN, null, Role.MAKER);
    private static final Viewer KR = Viewers.of(Side.KR, null, Role.MAKER);
    private static final Viewer SECRETARIAT = Viewers.of(null, null, Role.SECRETARIAT);

    private String hidden;
    private String shared;

    @BeforeEach
    void enterRecordsOfTheChineseSide() throws SQLException {
        hidden = withNote(Api.created(Api.facility("cn-maker", "")));
        shared = withNote(Api.created(Api.facility("cn-maker", "{\"level\":\"BILATERAL\"}")));
    }

    private static String withNote(String urn) throws SQLException {
        String id = urn.substring(urn.lastIndexOf(':') + 1);
        try (Connection connection = bound(CN)) {
            assertThat(execute(connection, "insert into facility_note values (cast(? as uuid), 1, 'a note')", id))
                    .isEqualTo(1);
            connection.commit();
        }
        return id;
    }

    @Test
    void theyAreVisibleExactlyWithTheRecord() throws SQLException {
        String notes = "select text from facility_note where facility_id = cast(? as uuid)";
        assertThat(Database.seenBy(CN, notes, hidden)).containsExactly("a note");
        assertThat(Database.seenBy(KR, notes, hidden)).isEmpty();
        assertThat(Database.seenBy(KR, notes, shared)).containsExactly("a note");
        assertThat(Database.seenBy(SECRETARIAT, notes, shared)).containsExactly("a note");
        assertThat(Database.seenBy(Viewer.PUBLIC, notes, shared)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {UPDATE, DELETE})
    void aReaderOfTheRecordWritesNoneOfThem(String statement) throws SQLException {
        assertThat(written(KR, statement, shared)).isZero();
        assertThat(written(SECRETARIAT, statement, shared)).isZero();
        assertThat(written(Viewer.PUBLIC, statement, shared)).isZero();
        assertThat(written(KR, statement, hidden)).isZero();
        assertThat(written(CN, statement, shared)).isEqualTo(1);
        assertThat(written(CN, statement, hidden)).isEqualTo(1);
    }

    @Test
    void aReaderOfTheRecordAddsNone() throws SQLException {
        assertThatThrownBy(() -> written(KR, INSERT, shared))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("row-level");
        assertThat(written(CN, INSERT, shared)).isEqualTo(1);
    }

    /** A row moved to another record would be a write to both. */
    @Test
    void noneIsMovedToARecordOfTheOtherSide() throws SQLException {
        String foreign = Api.created(Api.facility("kr-maker", "{\"level\":\"BILATERAL\"}"));
        String move = "update facility_note set facility_id = cast('%s' as uuid) where facility_id = cast(? as uuid)"
                .formatted(foreign.substring(foreign.lastIndexOf(':') + 1));
        assertThatThrownBy(() -> written(CN, move, shared))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("row-level");
        assertThat(written(KR, move, shared)).isZero();
    }

    /** The database of an installation that was there before the stricter policies. */
    @Test
    void theMigrationClosesWhatWasOpen() throws SQLException, IOException {
        Database.asOwner("""
                drop policy parent_reads on facility_note; drop policy parent_adds on facility_note;
                drop policy parent_changes on facility_note; drop policy parent_removes on facility_note;
                create policy with_parent on facility_note using
                  (exists (select 1 from facility parent where parent.id = facility_note.facility_id)) with check
                  (exists (select 1 from facility parent where parent.id = facility_note.facility_id
                     and ckep_may_write(parent.owner_side)))""");
        assertThat(written(KR, DELETE, shared)).as("the fault").isEqualTo(1);
        Database.asOwner(migration());
        assertThat(written(KR, DELETE, shared)).isZero();
        assertThat(written(CN, DELETE, shared)).isEqualTo(1);
        assertThat(Database.all("select policyname from pg_policies where tablename = 'facility_note' order by 1"))
                .containsExactly("parent_adds", "parent_changes", "parent_reads", "parent_removes");
    }

    private static String migration() throws IOException {
        try (InputStream file = Thread.currentThread().getContextClassLoader().getResourceAsStream(MIGRATION)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** How many rows the statement would write; nothing stays written. */
    private static int written(Viewer viewer, String statement, String id) throws SQLException {
        try (Connection connection = bound(viewer)) {
            int written = execute(connection, statement, id);
            connection.rollback();
            return written;
        }
    }

    private static Connection bound(Viewer viewer) throws SQLException {
        Connection connection = Database.application();
        connection.setAutoCommit(false);
        ViewerBinding.bind(connection, viewer);
        return connection;
    }

    private static int execute(Connection connection, String sql, String id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, id);
            return statement.executeUpdate();
        }
    }
}
