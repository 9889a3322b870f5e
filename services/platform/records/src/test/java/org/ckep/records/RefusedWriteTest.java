package org.ckep.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problem;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import org.ckep.kernel.problem.KernelProblem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the database says no with while Hibernate writes an entity. */
@QuarkusTest
class RefusedWriteTest {
    private static final String COUNT = "select count(*) from source";

    @AfterEach
    void takesWritesAgain() throws SQLException {
        Database.asOwner("drop trigger if exists refuses on source");
    }

    @ParameterizedTest
    @CsvSource({
        "53100, UNAVAILABLE",
        "53300, UNAVAILABLE",
        "58030, UNAVAILABLE",
        "40001, CONFLICT",
        "40P01, CONFLICT",
        "23505, CONFLICT",
        "XX000, INTERNAL"
    })
    void itsStateDecidesTheAnswerWhichNamesNoTable(String state, KernelProblem answered) throws SQLException {
        Database.asOwner("""
                create or replace function refuses() returns trigger language plpgsql as
                $$ begin raise exception 'table source is full' using errcode = '%s'; end $$""".formatted(state));
        Database.asOwner("create trigger refuses before insert on source for each row execute function refuses()");
        String before = Database.all(COUNT).getFirst();

        Api.loader()
                .body("{\"kind\":\"PRESS\",\"title\":\"t\"}")
                .post(Api.SOURCES)
                .then()
                .spec(problem(answered))
                .body(not(containsString("table source")));
        assertThat(Database.all(COUNT)).containsExactly(before);
    }
}
