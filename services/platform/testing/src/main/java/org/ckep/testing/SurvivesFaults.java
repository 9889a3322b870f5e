package org.ckep.testing;

import io.restassured.response.Response;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The tests of a packaged service that is killed, and that loses Kafka and its database; the module's test class says
 * what is written meanwhile. The service is started once: what one test wrote must stand and have been told in the next
 * as well.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class SurvivesFaults {
    private FaultedService running;

    /**
     * What is written, and what is to be told of it.
     *
     * @param write a request that may be made any number of times: it makes something anew each time, whose URN is
     *     {@code urn} in the answer
     * @param committed SQL for the URNs of all that was made, one column
     * @param type of the one event of each
     * @param told which URN an event tells
     * @param audiences that are told of each
     */
    public record Writes(
            Supplier<Response> write,
            String committed,
            String type,
            Function<PublishedEvent, String> told,
            Set<String> audiences) {
        /** Writes whose events have what was made as their subject. */
        public static Writes ofSubjects(
                Supplier<Response> write, String committed, String type, Set<String> audiences) {
            return new Writes(write, committed, type, PublishedEvent::subject, audiences);
        }
    }

    /** Key of the service, such as {@code investment}. */
    protected abstract String service();

    /** Is read from the database, by anyone. */
    protected abstract String readPath();

    protected abstract Writes writes();

    @BeforeAll
    void start() throws Exception {
        running = new FaultedService(service(), readPath(), writes());
    }

    @AfterAll
    void stop() {
        // Null where it did not start, which has failed the class.
        if (running != null) {
            running.close();
        }
    }

    @Test
    void whatWasCommittedAndNotYetToldIsToldAfterTheRestart() throws Exception {
        running.isKilledBeforeItTells();
    }

    @Test
    void killedUnderLoadItLosesNoEventAndInventsNone() throws Exception {
        running.isKilledUnderLoad();
    }

    @Test
    void withoutKafkaWritesSucceedAndAreToldWhenItIsBack() throws Exception {
        running.losesKafka();
    }

    @Test
    void withoutItsDatabaseItPromisesNothingAndAfterwardsGoesOn() throws Exception {
        running.losesItsDatabase();
    }
}
