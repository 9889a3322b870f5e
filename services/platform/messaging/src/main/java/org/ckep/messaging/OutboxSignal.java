package org.ckep.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Tells the relay of this process that there may be something to send. Only a wake-up: what the relay sends it always
 * reads from the table, so a signal that comes too early or not at all costs time, never an event.
 */
@ApplicationScoped
public class OutboxSignal {
    private final CopyOnWriteArrayList<Runnable> listeners = new CopyOnWriteArrayList<>();

    OutboxSignal() {}

    /** Call after a commit that wrote to the outbox; cheap, and harmless when there is nothing. */
    public void wake() {
        listeners.forEach(Runnable::run);
    }

    void onWake(Runnable listener) {
        listeners.add(listener);
    }
}
