package org.ckep.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.claim.SourceKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rule C8: each of the two locks hides alone, and both have the same shape as the kernel's rule. */
@QuarkusTest
class TwoLocksTest {
    @Inject
    RecordTransactions transactions;

    @Inject
    Clock clock;

    private static final Viewer CN = Viewers.of(Side.CN, null, Role.MAKER);
    private static final Viewer KR = Viewers.of(Side.KR, null, Role.MAKER);

    static Stream<Viewer> viewers() {
        return Viewers.all().stream();
    }

    private record Columns(String level, String side, List<String> agencies) {
        static Columns of(Classification classification) {
            return switch (classification) {
                case Classification.Public all -> new Columns("PUBLIC", null, List.of());
                case Classification.Partner partner -> new Columns("PARTNER", null, List.copyOf(partner.agencies()));
                case Classification.Bilateral bilateral -> new Columns("BILATERAL", null, List.of());
                case Classification.SideOnly only ->
                    new Columns("SIDE", only.side().name(), List.of());
                case Classification.Ministry ministry ->
                    new Columns("MINISTRY", ministry.side().name(), List.of(ministry.agency()));
            };
        }
    }

    @ParameterizedTest
    @MethodSource("viewers")
    void theDatabaseReadsTheLatticeAsTheKernelDoes(Viewer viewer) throws SQLException {
        try (Connection connection = Database.application()) {
            connection.setAutoCommit(false);
            ViewerBinding.bind(connection, viewer);
            for (Classification classification : Viewers.classifications()) {
                Columns columns = Columns.of(classification);
                try (PreparedStatement statement = connection.prepareStatement("select ckep_may_read(?, ?, ?)")) {
                    Array agencies =
                            connection.createArrayOf("text", columns.agencies().toArray());
                    statement.setString(1, columns.level());
                    statement.setString(2, columns.side());
                    statement.setArray(3, agencies);
                    try (ResultSet result = statement.executeQuery()) {
                        result.next();
                        assertThat(result.getBoolean(1))
                                .as("%s reads %s", viewer, classification)
                                .isEqualTo(viewer.mayRead(classification));
                    }
                }
            }
        }
    }

    @Test
    void theDatabaseTellsWiderFromNarrowerAsTheKernelDoes() throws SQLException {
        try (Connection connection = Database.application();
                PreparedStatement statement = connection.prepareStatement("select ckep_is_within(?, ?, ?, ?, ?, ?)")) {
            for (Classification one : Viewers.classifications()) {
                for (Classification other : Viewers.classifications()) {
                    set(connection, statement, 1, Columns.of(one));
                    set(connection, statement, 4, Columns.of(other));
                    try (ResultSet result = statement.executeQuery()) {
                        result.next();
                        assertThat(result.getBoolean(1))
                                .as("%s within %s", one, other)
                                .isEqualTo(one.isWithin(other));
                    }
                }
            }
        }
    }

    private static void set(Connection connection, PreparedStatement statement, int first, Columns columns)
            throws SQLException {
        statement.setString(first, columns.level());
        statement.setString(first + 1, columns.side());
        statement.setArray(
                first + 2, connection.createArrayOf("text", columns.agencies().toArray()));
    }

    /** Whoever writes past the application, even as the system, takes no reader from a record (rule C3). */
    @Test
    void theDatabaseAloneKeepsTheReadersOfARecord() throws SQLException {
        for (Classification now : Viewers.classifications()) {
            if (!CN_OF_MOFCOM.mayRead(now)) {
                continue;
            }
            for (Classification next : Viewers.classifications()) {
                String urn = Api.created(Api.facility("cn-maker", ""));
                // A new record is as wide as it likes; the one here is made so by whoever takes the lock off.
                Database.asOwner("alter table facility disable trigger keeps_readers");
                try {
                    assertThat(classify(Database.application(), true, urn, now)).isEqualTo(1);
                } finally {
                    Database.asOwner("alter table facility enable trigger keeps_readers");
                }
                boolean system = !CN_OF_MOFCOM.mayRead(next);
                if (now.isWithin(next)) {
                    assertThat(classify(Database.application(), system, urn, next))
                            .as("%s to %s", now, next)
                            .isEqualTo(1);
                } else {
                    assertThatThrownBy(() -> classify(Database.application(), system, urn, next))
                            .as("%s to %s", now, next)
                            .hasMessageContaining("never taken away");
                }
            }
        }
    }

    private static final Viewer CN_OF_MOFCOM = Viewers.of(Side.CN, "mofcom", Role.MAKER);

    private static int classify(Connection application, boolean system, String urn, Classification classification)
            throws SQLException {
        Columns columns = Columns.of(classification);
        try (Connection connection = application) {
            connection.setAutoCommit(false);
            if (system) {
                ViewerBinding.bindSystem(connection);
            } else {
                ViewerBinding.bind(connection, CN_OF_MOFCOM);
            }
            try (PreparedStatement statement = connection.prepareStatement(
                    "update facility set classification_level = ?, classification_side = ?, classification_agencies = ?"
                            + " where id = cast(? as uuid)")) {
                set(connection, statement, 1, columns);
                statement.setString(4, uuid(urn));
                int updated = statement.executeUpdate();
                connection.commit();
                return updated;
            }
        }
    }

    /** A table that is added has the lock too. */
    @Test
    void everyTableOfRecordsKeepsItsReaders() throws SQLException {
        assertThat(
                        Database.all(
                                "select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace"
                                        + " and c.relkind = 'r' and c.relname <> 'record_head' and exists (select 1 from pg_attribute a"
                                        + " where a.attrelid = c.oid and a.attname = 'stewardship') and not exists (select 1 from"
                                        + " pg_trigger t where t.tgrelid = c.oid and t.tgname = 'keeps_readers' and t.tgenabled = 'O')"))
                .isEmpty();
    }

    @Test
    void theConditionOfQueriesReadsTheLatticeAsTheKernelDoes() throws Throwable {
        Map<UUID, Classification> stored = new HashMap<>();
        for (Classification classification : Viewers.classifications()) {
            stored.put(insertSource(classification), classification);
        }
        Database.asOwner("alter table source disable row level security");
        try {
            for (Viewer viewer : Viewers.all()) {
                List<StoredSource> found = VertxContextSupport.subscribeAndAwait(
                        () -> transactions.read(viewer, session -> RecordQuery.of(StoredSource.class, viewer)
                                .among(session, List.copyOf(stored.keySet()))));
                assertThat(found.stream().map(RegisterRecord::id))
                        .as("what %s sees", viewer)
                        .containsExactlyInAnyOrderElementsOf(stored.entrySet().stream()
                                .filter(entry -> viewer.mayRead(entry.getValue()))
                                .map(Map.Entry::getKey)
                                .toList());
                assertThat(found).allSatisfy(source -> assertThat(source.head().classification())
                        .isEqualTo(stored.get(source.id())));
            }
        } finally {
            Database.asOwner("alter table source enable row level security");
        }
    }

    /** Written by the system for a viewer who may classify like this. */
    private UUID insertSource(Classification classification) throws Throwable {
        UUID id = UUID.randomUUID();
        NewSource source = new NewSource(
                SourceKind.PRESS, "title", null, null, null, null, null, null, null, null, null, null, null);
        Viewer writer = Viewers.all().stream()
                .filter(viewer -> viewer.side() != null && viewer.mayRead(classification))
                .findFirst()
                .orElseThrow();
        RecordHead head = classification.equals(Classification.PUBLIC)
                ? RecordHead.publicly(clock, writer, "CK-SRC-" + id, List.of(), List.of(), List.of())
                : RecordHead.unilateral(clock, writer, "CK-SRC-" + id, classification, List.of(), List.of());
        VertxContextSupport.subscribeAndAwait(
                () -> transactions.system(session -> session.persist(new StoredSource(id, head, source))));
        return id;
    }

    @Test
    void theConditionAloneHides() throws SQLException {
        Response hidden = Api.facility("cn-maker", "");
        String urn = Api.created(hidden);
        Database.asOwner("alter table facility disable row level security");
        try {
            assertThat(Database.seenBy(KR, "select id from facility where id = cast(? as uuid)", uuid(urn)))
                    .as("row-level security is off")
                    .hasSize(1);
            assertThat(Api.as("kr-maker").get(Api.FACILITIES + "/" + uuid(urn)).statusCode())
                    .isEqualTo(404);
            assertThat(Api.urns(Api.as("kr-maker")
                            .queryParam("city", (String) hidden.path("city"))
                            .get(Api.FACILITIES)))
                    .isEmpty();
        } finally {
            Database.asOwner("alter table facility enable row level security");
        }
        assertThat(Api.as("cn-maker").get(Api.FACILITIES + "/" + uuid(urn)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void theDatabaseAloneHides() throws SQLException {
        String urn = Api.created(Api.facility("cn-maker", ""));
        String byId = "select id from facility where id = cast(? as uuid)";
        assertThat(Database.seenBy(CN, byId, uuid(urn))).hasSize(1);
        assertThat(Database.seenBy(KR, byId, uuid(urn))).isEmpty();
        assertThat(Database.seenBy(Viewer.PUBLIC, byId, uuid(urn))).isEmpty();
        try (Connection unbound = Database.application()) {
            assertThat(Database.column(unbound, byId, uuid(urn))).isEmpty();
        }
        try (Connection owner = Database.owner()) {
            assertThat(Database.column(owner, byId, uuid(urn)))
                    .as("the owner of the table is held too")
                    .isEmpty();
        }
    }

    @Test
    void theBindingEndsWithTheTransaction() throws SQLException {
        String urn = Api.created(Api.facility("cn-maker", ""));
        try (Connection connection = Database.application()) {
            connection.setAutoCommit(false);
            ViewerBinding.bind(connection, CN);
            assertThat(Database.column(connection, "select id from facility where id = cast(? as uuid)", uuid(urn)))
                    .hasSize(1);
            connection.commit();
            assertThat(Database.column(connection, "select id from facility where id = cast(? as uuid)", uuid(urn)))
                    .isEmpty();
        }
    }

    @Test
    void aSidesRecordIsWrittenByThatSideAlone() throws SQLException {
        String urn = Api.created(Api.facility("cn-maker", "{\"level\":\"BILATERAL\"}"));
        assertThat(update(KR, urn)).as("readable, but not KR's").isZero();
        assertThat(update(Viewers.of(null, null, Role.SECRETARIAT), urn)).isZero();
        assertThat(update(CN, urn)).isEqualTo(1);
        assertThatThrownBy(() -> copyAs(KR, urn))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("row-level");
    }

    private static int update(Viewer viewer, String urn) throws SQLException {
        try (Connection connection = Database.application()) {
            connection.setAutoCommit(false);
            ViewerBinding.bind(connection, viewer);
            try (PreparedStatement statement =
                    connection.prepareStatement("update facility set city = city || '!' where id = cast(? as uuid)")) {
                statement.setString(1, uuid(urn));
                int updated = statement.executeUpdate();
                connection.rollback();
                return updated;
            }
        }
    }

    private static void copyAs(Viewer viewer, String urn) throws SQLException {
        try (Connection connection = Database.application()) {
            connection.setAutoCommit(false);
            ViewerBinding.bind(connection, viewer);
            try (PreparedStatement statement = connection.prepareStatement("""
                    insert into facility(id, version, display_id, stewardship, owner_side, classification_level,
                      created_at, created_by, changed_at, local_ids, title, city, state)
                    select gen_random_uuid(), 0, display_id || '-copy', stewardship, owner_side, classification_level,
                      created_at, created_by, changed_at, local_ids, title, city, state
                    from facility where id = cast(? as uuid)""")) {
                statement.setString(1, uuid(urn));
                statement.executeUpdate();
            }
        }
    }

    @Test
    void everyTableWithConfidentialRowsIsForced() throws SQLException {
        Set<String> open = Set.of(
                "flyway_schema_history",
                "outbox_event",
                "outbox_dead",
                "inbox_event",
                "inbox_quarantine",
                "record_head");
        List<String> unguarded = new ArrayList<>(Database.all(
                "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' "
                        + "and not (relrowsecurity and relforcerowsecurity)"));
        unguarded.removeAll(open);
        assertThat(unguarded).isEmpty();
        assertThat(Database.all("select rolbypassrls or rolsuper from pg_roles where rolname = current_user"))
                .containsExactly("f");
    }

    @Test
    void aReadingTransactionCannotWrite() {
        assertThatThrownBy(() -> VertxContextSupport.subscribeAndAwait(
                        () -> transactions.read(CN, session -> session.createNativeQuery("delete from facility")
                                .executeUpdate())))
                .hasStackTraceContaining("read-only transaction");
    }

    @Test
    void transactionsAreNotNested() {
        assertThatThrownBy(() -> VertxContextSupport.subscribeAndAwait(() -> transactions.read(
                        CN,
                        outer -> transactions.system(
                                inner -> inner.createNativeQuery("select 1").getSingleResult()))))
                .hasStackTraceContaining("not nested");
    }

    private static String uuid(String urn) {
        return urn.substring(urn.lastIndexOf(':') + 1);
    }
}
