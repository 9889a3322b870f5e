package org.ckep.trade.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class UploadMetricsTest {
    @Test
    void whateverBecameOfARowIsCounted() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        new UploadMetrics(registry).ended(Upload.State.COMPLETED, new UploadTotals(36, 1, 2, 3, 4, 5, 6, 7, 8, 9));
        assertThat(registry.counter("trade.uploads", "state", "completed").count())
                .isEqualTo(1);
        assertThat(rows(registry, "inserted")).isEqualTo(1);
        assertThat(rows(registry, "revised")).isEqualTo(2);
        assertThat(rows(registry, "unchanged")).isEqualTo(3);
        assertThat(rows(registry, "rejected")).isEqualTo(4);
        assertThat(rows(registry, "out_of_scope")).isEqualTo(5);
        assertThat(rows(registry, "replaced")).isEqualTo(6);
        assertThat(rows(registry, "duplicates")).isEqualTo(7);
        assertThat(rows(registry, "deleted")).isEqualTo(8);
    }

    private static double rows(SimpleMeterRegistry registry, String outcome) {
        return registry.counter("trade.upload.rows", "outcome", outcome).count();
    }
}
