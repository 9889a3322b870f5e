package org.ckep.benchmark;

import java.util.logging.ConsoleHandler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What a run tells beside its report. */
public final class Log {
    private Log() {}

    /**
     * Warnings go to stderr. Without this they go nowhere: Quarkus, whose classes the tests' servers bring along, keeps what
     * is logged until an application of its own has started.
     */
    public static void toStderr() {
        ConsoleHandler handler = new ConsoleHandler();
        handler.setLevel(Level.WARNING);
        Logger.getLogger("").addHandler(handler);
    }
}
