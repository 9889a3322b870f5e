package org.ckep.hub.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What ministries were sent before they had logs: V0027 over what was there. */
class MinistryLogMigrationTest {
    private static final String BEFORE = "0021";
    private static final String AFTER = "0027";

    private static final String EVENT = """
            insert into event_log(audience, pos, source, id, type, partitionkey, seq, classification, body)
            values ('agency-mofcom', %1$d, '/s/agency-mofcom', '%2$s', 't', 'k', lpad('%1$d', 20, '0'), '%3$s',
              convert_to('{"data":{"sequence":"1"},"id":"%2$s","sequence":"' || lpad('%1$d', 20, '0') || '","type":"t"}', 'UTF8'))""";

    private final MigratedDatabase database = new MigratedDatabase("events_m");

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    @Test
    void whatIsAMinistrysMovesIntoItsLogAndGetsNewNumbers() throws SQLException {
        database.migrate(BEFORE);
        database.system(
                "select log_make_room('agency-mofcom', 1, 4, 100)",
                EVENT.formatted(1, "a", "ministry-cn"),
                EVENT.formatted(2, "b", "partner"),
                EVENT.formatted(3, "c", "ministry-cn"),
                EVENT.formatted(4, "d", "ministry-kr"),
                "insert into log_head(audience, pos) values ('agency-mofcom', 4)");
        database.migrate(AFTER);
        assertThat(database.texts("""
                        select concat_ws(' ', audience, pos, id, ltrim(seq, '0'), convert_from(body, 'UTF8')::json ->> 'sequence' = seq,
                                         convert_from(body, 'UTF8')::json -> 'data' ->> 'sequence')
                        from event_log order by audience, pos"""))
                .containsExactly(
                        "agency-mofcom 2 b 2 t 1",
                        "ministry-cn-mofcom 1 a 1 t 1",
                        "ministry-cn-mofcom 2 c 2 t 1",
                        "ministry-kr-mofcom 1 d 1 t 1");
        assertThat(database.texts("select concat_ws(' ', audience, pos) from log_head order by audience"))
                .containsExactly("agency-mofcom 4", "ministry-cn-mofcom 2", "ministry-kr-mofcom 1");
        assertThat(database.texts("select concat_ws(' ', audience, source, seq) from source_head order by audience"))
                .containsExactly("ministry-cn-mofcom /s/agency-mofcom 2", "ministry-kr-mofcom /s/agency-mofcom 1");
    }
}
