package org.ckep.hub.subscription;

/** How events reach the subscriber. */
enum Protocol {
    /** As webhooks. */
    HTTP,
    /** The subscriber fetches them. */
    PULL,
    /** Into the Kafka topic of the subscriber's agency. */
    KAFKA
}
