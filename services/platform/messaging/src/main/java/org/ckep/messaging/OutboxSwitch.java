package org.ckep.messaging;

/**
 * Build-time switch of everything that needs the tables of {@code db/messaging}: a service that neither publishes nor
 * consumes records, such as event-hub, sets {@code ckep.outbox.enabled=false} and carries only the codec.
 */
final class OutboxSwitch {
    static final String PROPERTY = "ckep.outbox.enabled";

    private OutboxSwitch() {}
}
