package org.ckep.records;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Records of a service. */
@ConfigMapping(prefix = "ckep.records")
public interface RecordsConfig {
    /** Name of this service in the source of its events, whose own records it does not copy. */
    @WithDefault("${ckep.messaging.service:${quarkus.application.name}}")
    String service();

    /** The third word of this service's event types, such as {@code investment}; the service's scope by default. */
    @WithDefault("${ckep.web.scope}")
    String eventDomain();

    /** How long the answer to a request stays under its idempotency key. */
    @WithDefault("P7D")
    Duration idempotencyPeriod();

    /** How often the entries of the audit trail that stand in no chain yet are linked. */
    @WithDefault("1s")
    Duration auditInterval();
}
