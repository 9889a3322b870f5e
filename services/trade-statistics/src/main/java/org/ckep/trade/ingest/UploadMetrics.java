package org.ckep.trade.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

/** Counts what becomes of uploads and of their rows. */
@ApplicationScoped
class UploadMetrics {
    private final MeterRegistry registry;

    UploadMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** An upload has ended. */
    void ended(Upload.State state, UploadTotals totals) {
        registry.counter("trade.uploads", "state", state.name().toLowerCase(Locale.ROOT))
                .increment();
        rows("inserted", totals.inserted());
        rows("revised", totals.revised());
        rows("unchanged", totals.unchanged());
        rows("rejected", totals.rejected());
        rows("out_of_scope", totals.outOfScope());
        rows("replaced", totals.replaced());
        rows("duplicates", totals.duplicates());
        rows("deleted", totals.deleted());
    }

    private void rows(String outcome, long count) {
        registry.counter("trade.upload.rows", "outcome", outcome).increment(count);
    }
}
