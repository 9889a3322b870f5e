package org.ckep.trade.ingest;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import javax.sql.DataSource;
import org.ckep.messaging.Outbox;
import org.ckep.messaging.OutboxSignal;

/** What every upload works with. */
record UploadTools(
        DataSource dataSource,
        UploadJournal journal,
        UploadConfig config,
        Outbox outbox,
        OutboxSignal outboxSignal,
        UploadMetrics metrics,
        ObjectMapper json,
        Clock clock) {

    /** Makes the tools for the container, whose proxies a record cannot have. */
    @ApplicationScoped
    static class Producer {
        @Produces
        @Singleton
        UploadTools tools(
                DataSource dataSource,
                UploadJournal journal,
                UploadConfig config,
                Outbox outbox,
                OutboxSignal outboxSignal,
                UploadMetrics metrics,
                ObjectMapper json,
                Clock clock) {
            return new UploadTools(dataSource, journal, config, outbox, outboxSignal, metrics, json, clock);
        }
    }
}
