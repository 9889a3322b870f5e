package org.ckep.hub.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What agencies had read when their logs got numbers of their own: V0035, and what follows, over what was there. */
class AgencyNumbersMigrationTest {
    private static final String BEFORE = "0034";
    private static final String AFTER = "0041";

    /** Of the log, the position, the source and the number. */
    private static final String EVENT = """
            insert into event_log(audience, pos, source, id, type, partitionkey, seq, body)
            values ('%1$s', %2$d, '%3$s', '%1$s %2$d', 't', 'k', lpad('%4$d', 20, '0'),
              convert_to('{"data":{"sequence":"1"},"id":"i","sequence":"' || lpad('%4$d', 20, '0') || '","type":"t"}', 'UTF8'))""";

    private final MigratedDatabase database = new MigratedDatabase("events_n");

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    /** Kita's log still begins at its first event, kotra's does not: what that one has seen of /u is not known. */
    @Test
    void numbersGoOnBehindWhatWasSeenAndWhatIsBeingCopiedBeginsAnew() throws SQLException {
        database.migrate(BEFORE);
        database.system(
                "select log_make_room('partner', 1, 4, 100), log_make_room('agency-kotra', 1, 6, 100), "
                        + "log_make_room('agency-kita', 1, 2, 100), log_make_room('agency-new', 1, 1, 100)",
                "insert into log_head(audience, pos, first_pos) "
                        + "values ('partner', 4, 1), ('agency-kotra', 6, 4), ('agency-kita', 2, 1), ('agency-new', 1, 1)",
                "insert into source_head(audience, source, seq) "
                        + "values ('partner', '/s/partner', 9), ('partner', '/u/partner', 5), ('agency-new', '/s/agency-new', 1)",
                "insert into agency_log(audience) values ('agency-kotra'), ('agency-kita')",
                EVENT.formatted("partner", 1, "/s/partner", 6),
                EVENT.formatted("partner", 2, "/s/partner", 7),
                EVENT.formatted("partner", 3, "/s/partner", 8),
                EVENT.formatted("partner", 4, "/s/partner", 9),
                EVENT.formatted("agency-kotra", 4, "/s/partner", 6),
                EVENT.formatted("agency-kotra", 5, "/s/partner", 8),
                EVENT.formatted("agency-kotra", 6, "/s/agency-kotra", 3),
                EVENT.formatted("agency-kita", 1, "/s/partner", 7),
                EVENT.formatted("agency-kita", 2, "/s/partner", 9),
                EVENT.formatted("agency-new", 1, "/s/agency-new", 1),
                // Half copied by the version before.
                "insert into agency_log_opening(audience, partition_size, pos, partner_pos) values ('agency-new', 2, 3, 3)",
                "insert into agency_log_source(audience, source, seq) values ('agency-new', '/s/agency-new', 1)");
        ofNew("create table " + copied(1) + " (like event_log including all)");
        ofNew("create table " + copied(3) + " (like event_log including all)");
        database.migrate(AFTER);

        assertThat(database.texts(
                        "select concat_ws(' ', audience, source, seq) from source_head order by audience, source"))
                .containsExactly(
                        "agency-kita /s/partner 9",
                        "agency-kita /u/partner 0",
                        "agency-kotra /s/partner 8",
                        "agency-kotra /u/partner 5",
                        "agency-new /s/agency-new 1",
                        "partner /s/partner 9",
                        "partner /u/partner 5");
        assertThat(database.texts(
                        "select audience from agency_log_opening union all select audience from agency_log_source"))
                .isEmpty();
        assertThat(database.texts("select relname from pg_class where relkind = 'r' and relname ~ '_o[13]$'"))
                .isEmpty();

        while (database.texts("select log_open_agency('agency-new', '{public}', 2, 2)::text")
                .contains("false")) {
            // The next step.
        }
        assertThat(numbers("agency-new"))
                .containsExactly("/s/partner 1 1", "/s/partner 2 2", "/s/partner 3 3", "/s/partner 4 4");
        assertThat(
                        database.texts(
                                "select concat_ws(' ', source, seq) from source_head where audience = 'agency-new' order by source"))
                .containsExactly("/s/agency-new 0", "/s/partner 4");
        // A replica of the version before goes on with the number of the partners' log.
        database.system(
                "select log_make_room('agency-kotra', 7, 8, 100)",
                EVENT.formatted("agency-kotra", 7, "/s/partner", 10),
                EVENT.formatted("agency-kotra", 8, "/v/partner", 4));
        assertThat(numbers("agency-kotra"))
                .containsExactly(
                        "/s/partner 6 6", "/s/partner 8 8", "/s/agency-kotra 3 3", "/s/partner 9 9", "/v/partner 1 1");
    }

    private static String copied(int lowerPos) {
        return "event_log_agency_new_" + "%s_o" + lowerPos;
    }

    private List<String> numbers(String log) throws SQLException {
        return database.texts("select concat_ws(' ', source, ltrim(seq, '0'), "
                + "ltrim(convert_from(body, 'UTF8')::json ->> 'sequence', '0')) from event_log where audience = '" + log
                + "' order by pos");
    }

    private void ofNew(String sql) throws SQLException {
        database.system(sql.formatted(
                database.texts("select left(md5('agency-new'), 8)").get(0)));
    }
}
