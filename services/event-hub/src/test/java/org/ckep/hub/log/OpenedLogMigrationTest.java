package org.ckep.hub.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How an agency that has read the partners' log goes on in its own, where the partners' log has dropped something: V0041. */
class OpenedLogMigrationTest {
    private static final String BEFORE = "0040";
    private static final String AFTER = "0041";

    /** Of the partners' log, as many events as that: each with the number of its position. */
    private static final String PARTNERS = """
            insert into event_log(audience, pos, source, id, type, partitionkey, seq, body)
            select 'partner', n, '/s/partner', 'e' || n, 't', 'k', lpad(n::text, 20, '0'),
              convert_to('{"data":{},"id":"e' || n || '","sequence":"' || lpad(n::text, 20, '0') || '","type":"t"}', 'UTF8')
            from generate_series(1, %d) n""";

    private static final String SUBSCRIPTION = """
            insert into subscription(id, owner, audience, protocol, mode, signing, ordering, on_exhausted, types, filters,
              state, lease_until, created_at, created_by)
            values ('00000000-0000-0000-0000-00000000000%1$d', 'agency/old', 'partner', 'PULL', 'structured', 'v1a', 'subject',
              'block-subject', '{}', '[]', 'ACTIVE', now() + interval '1 day', now(), '')""";

    private static final String CURSOR = """
            insert into subscription_cursor(sub, next_pos, chain, digest_at, digest_chain)
            values ('00000000-0000-0000-0000-00000000000%1$d', %1$d, 'x', now(), 'x')""";

    private static final String CURSORS = """
            select concat_ws(' ', right(sub::text, 1), c.next_pos, c.is_cut)
            from subscription_cursor c join subscription s on s.id = c.sub and s.audience = 'agency-old' order by sub""";

    private final MigratedDatabase database = new MigratedDatabase("events_o");

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    /** Its subscriptions, each named by the position of the partners' log that it comes to next. */
    private void subscribed(int... nextPositions) throws SQLException {
        for (int next : nextPositions) {
            database.system(SUBSCRIPTION.formatted(next), CURSOR.formatted(next));
        }
    }

    private void partners(int events) throws SQLException {
        database.system(
                "select log_make_room('partner', 1, " + events + ", 100)",
                "insert into log_head(audience, pos) values ('partner', " + events + ")",
                "insert into source_head(audience, source, seq) values ('partner', '/s/partner', " + events + ")",
                PARTNERS.formatted(events));
    }

    private void dropped(int upTo) throws SQLException {
        assertThat(database.texts("select log_trim('partner', 1, " + upTo + ", false)"))
                .containsExactly(Integer.toString(upTo));
    }

    private boolean isOpenAfterAStep(String log, int most) throws SQLException {
        return database.texts("select log_open_agency('" + log + "', '{public}', 100, " + most + ")::text")
                .contains("true");
    }

    private void open(String log) throws SQLException {
        while (!isOpenAfterAStep(log, 2)) {
            // The next step.
        }
    }

    private String lastNumber(String log) throws SQLException {
        return database.texts("select coalesce((select seq from source_head where audience = '" + log
                        + "' and source = '/s/partner'), 0)")
                .get(0);
    }

    /** One had taken over everything, the other one had not. Who has read nothing of it counts what it gets itself. */
    @Test
    void whereNothingIsKeptNumbersGoOnAndWhatWasMissedIsAGap() throws SQLException {
        database.migrate(AFTER);
        partners(6);
        subscribed(4, 7);
        dropped(6);
        open("agency-old");
        open("agency-new");
        assertThat(lastNumber("agency-old")).isEqualTo("6");
        assertThat(lastNumber("agency-new")).isEqualTo("0");
        assertThat(database.texts(CURSORS)).containsExactly("4 1 t", "7 1 f");
    }

    /** Of six events the first two are copied, then the first four are dropped. */
    @Test
    void whatIsDroppedWhileALogIsCopiedIsAGapForWhoeverHadItBeforeHim() throws SQLException {
        database.migrate(AFTER);
        partners(6);
        subscribed(2, 3, 4, 5, 7);
        assertThat(isOpenAfterAStep("agency-old", 2)).isFalse();
        dropped(4);
        open("agency-old");
        assertThat(database.texts("select id from event_log where audience = 'agency-old' order by pos"))
                .containsExactly("e1", "e2", "e5", "e6");
        assertThat(database.texts(CURSORS)).containsExactly("2 2 t", "3 3 t", "4 3 t", "5 3 f", "7 5 f");
        assertThat(lastNumber("agency-old")).isEqualTo("6");
    }

    /** All of it was copied before. */
    @Test
    void whatIsDroppedAfterItWasCopiedIsNoGap() throws SQLException {
        database.migrate(AFTER);
        partners(6);
        subscribed(1, 3);
        assertThat(isOpenAfterAStep("agency-old", 4)).isFalse();
        dropped(4);
        open("agency-old");
        assertThat(database.texts("select id from event_log where audience = 'agency-old' order by pos"))
                .isEqualTo(IntStream.rangeClosed(1, 6).mapToObj(n -> "e" + n).toList());
        assertThat(database.texts(CURSORS)).containsExactly("1 1 f", "3 3 f");
    }

    /** Of what the version before has begun to copy it is not known what was missing. */
    @Test
    void whatIsHalfCopiedIsCopiedAnew() throws SQLException {
        database.migrate(BEFORE);
        database.system(
                "insert into agency_log_opening(audience, partition_size, pos, partner_pos) values ('agency-old', 2, 3, 3)",
                "insert into agency_log_source(audience, source, seq) values ('agency-old', '/s/partner', 3)",
                "insert into agency_log_place(audience, partner_pos, pos) values ('agency-old', 3, 3)");
        String table = database.texts("select log_list_table('agency-old')").get(0);
        database.system("create table " + table + "_o1 ()", "create table " + table + "_o3 ()");
        database.migrate(AFTER);
        assertThat(database.texts(
                        "select audience from agency_log_opening union all select audience from agency_log_source "
                                + "union all select audience from agency_log_place union all "
                                + "select relname::text from pg_class where relkind = 'r' and relname ~ '_o[13]$'"))
                .isEmpty();
    }

    /** Every process asks at its first event, beside all who read: what locks the log against them is taken for new room alone. */
    @Test
    void whoAsksForRoomThatIsThereLocksNobodyOut() throws SQLException {
        database.migrate(AFTER);
        database.system("select log_make_room('public', 1, 10, 100)");
        assertThat(lockedOutBy("select log_make_room('public', 11, 100, 100)")).isEmpty();
        assertThat(lockedOutBy("select log_make_room('public', 101, 101, 100)")).isNotEmpty();
        assertThat(database.texts("select upper_pos from log_partition order by upper_pos"))
                .containsExactly("100");
    }

    /** The tables that nobody else can look at while the statement's transaction goes on. */
    private List<String> lockedOutBy(String statement) throws SQLException {
        return database.textsWithin(
                statement,
                "select relation::regclass::text from pg_locks where pid = pg_backend_pid() "
                        + "and locktype = 'relation' and mode = 'AccessExclusiveLock'");
    }
}
