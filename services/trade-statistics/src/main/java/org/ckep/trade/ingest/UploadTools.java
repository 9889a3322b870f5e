package org.ckep.trade.ingest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.Executor;
import org.ckep.messaging.Outbox;
import org.ckep.messaging.OutboxSignal;
import org.ckep.trade.release.Drafts;
import org.ckep.trade.release.Revisions;

/**
 * What every upload works with.
 *
 * @param workers make figures visible while their sender waits, or does not wait any more
 */
record UploadTools(
        UploadJournal journal,
        UploadConfig config,
        Executor workers,
        Outbox outbox,
        OutboxSignal outboxSignal,
        UploadMetrics metrics,
        Drafts drafts,
        Revisions revisions,
        ObjectMapper json,
        Clock clock) {

    /** Makes the tools for the container, whose proxies a record cannot have. */
    @ApplicationScoped
    static class Producer {
        @Produces
        @Singleton
        UploadTools tools(
                UploadJournal journal,
                UploadConfig config,
                Outbox outbox,
                OutboxSignal outboxSignal,
                UploadMetrics metrics,
                Drafts drafts,
                Revisions revisions,
                ObjectMapper json,
                Clock clock) {
            return new UploadTools(
                    journal,
                    config,
                    Infrastructure.getDefaultWorkerPool(),
                    outbox,
                    outboxSignal,
                    metrics,
                    drafts,
                    revisions,
                    json,
                    clock);
        }
    }
}
