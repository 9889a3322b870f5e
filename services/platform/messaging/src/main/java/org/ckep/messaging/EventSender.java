package org.ckep.messaging;

import io.smallrye.mutiny.Uni;

/** The way to the broker, as the relay sees it. */
interface EventSender {
    /** Completes when the broker has acknowledged the record; fails where that is not known. */
    Uni<Void> send(OutboxRecord record);
}
