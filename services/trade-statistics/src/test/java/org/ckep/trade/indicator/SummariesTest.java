package org.ckep.trade.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.ckep.trade.indicator.IndicatorRepository.Summary;
import org.ckep.trade.observation.Edition;
import org.junit.jupiter.api.Test;

class SummariesTest {
    private static final Instant AT = Instant.parse("2026-03-02T01:00:00Z");

    private final AtomicInteger readings = new AtomicInteger();
    private final Summaries summaries = new Summaries();

    @Test
    void oneStateOfKnowledgeIsHashedOnce() {
        assertThat(read("2020", AT).figures()).isEqualTo(1);
        assertThat(read("2020", AT).figures()).isEqualTo(1);
        assertThat(read("2021", AT).figures()).isEqualTo(2);
        assertThat(read("2020", AT.plusMillis(1)).figures()).isEqualTo(3);
    }

    @Test
    void whatFailedIsReadAgain() {
        SliceSql sql = sql("2020", AT);
        Uni<Summary> failing = summaries.of(sql, () -> Uni.createFrom().failure(new IllegalStateException("gone")));
        assertThatThrownBy(() -> failing.await().indefinitely()).hasMessage("gone");
        assertThat(read("2020", AT).figures()).isEqualTo(1);
    }

    private Summary read(String period, Instant at) {
        return summaries
                .of(sql(period, at), () -> Uni.createFrom()
                        .item(() -> new Summary(readings.incrementAndGet(), List.of(), 1, "")))
                .await()
                .indefinitely();
    }

    private static SliceSql sql(String period, Instant at) {
        IndicatorQuery query = IndicatorQueries.read(
                        Formulas.find("tsi").orElseThrow(),
                        Map.of(Option.SOURCE, "DOTS", Option.PERIOD, period, Option.REPORTER, "KR"))
                .pinned(Edition.HS22, at);
        return SliceSql.summary(query, Plan.of(query));
    }
}
