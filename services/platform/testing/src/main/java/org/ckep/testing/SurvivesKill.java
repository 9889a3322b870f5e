package org.ckep.testing;

import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The tests of a packaged service that is killed; the module's test class says what is written meanwhile. */
public interface SurvivesKill {
    /**
     * What is written, and what is to be told of it.
     *
     * @param write a request that succeeds any number of times; answers the URN of what it made
     * @param committed SQL for the URNs of all that was made, one column
     * @param type of the one event of each
     * @param told which URN an event tells
     * @param audiences that are told of each
     */
    record Writes(
            Callable<String> write,
            String committed,
            String type,
            Function<PublishedEvent, String> told,
            Set<String> audiences) {
        /** Writes whose events have what was made as their subject. */
        public static Writes ofSubjects(Callable<String> write, String committed, String type, Set<String> audiences) {
            return new Writes(write, committed, type, PublishedEvent::subject, audiences);
        }
    }

    /** Key of the service, such as {@code investment}. */
    String service();

    /** Is answered with 200 where the service serves. */
    String readyPath();

    Writes writes();

    @Test
    default void whatWasCommittedAndNotYetToldIsToldAfterTheRestart() throws Exception {
        try (KilledService service = new KilledService(service(), readyPath(), writes())) {
            service.isKilledBeforeItTells();
        }
    }

    @Test
    default void killedUnderLoadItLosesNoEventAndInventsNone() throws Exception {
        try (KilledService service = new KilledService(service(), readyPath(), writes())) {
            service.isKilledUnderLoad();
        }
    }
}
