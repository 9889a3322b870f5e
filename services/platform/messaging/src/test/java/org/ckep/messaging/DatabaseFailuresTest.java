package org.ckep.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseFailuresTest {
    @ParameterizedTest
    @CsvSource({
        "08006,true",
        "25006,true",
        "40001,true",
        "40P01,true",
        "53300,true",
        "57P01,true",
        "58030,true",
        "22021,false",
        "23505,false",
        "42501,false",
        "54000,false"
    })
    void theStateTellsWhetherWaitingHelps(String state, boolean unavailable) {
        assertThat(DatabaseFailures.isUnavailable(
                        new CompletionException(new PgException("refused", "ERROR", state, null))))
                .isEqualTo(unavailable);
        assertThat(DatabaseFailures.isUnavailable(new CompletionException(new SQLException("refused", state))))
                .as("as Hibernate Reactive passes it on")
                .isEqualTo(unavailable);
    }

    @Test
    void aLostOrMissingConnectionIsWaitedForAndAFaultOfOursIsNot() {
        assertThat(DatabaseFailures.isUnavailable(new ConnectException("refused")))
                .isTrue();
        assertThat(DatabaseFailures.isUnavailable(new VertxException("closed"))).isTrue();
        assertThat(DatabaseFailures.isUnavailable(new TimeoutException())).isTrue();
        assertThat(DatabaseFailures.isUnavailable(new CompletionException(new NoStackTraceThrowable("Timeout"))))
                .isTrue();
        assertThat(DatabaseFailures.isUnavailable(new IllegalStateException("bug")))
                .isFalse();
    }
}
