package org.ckep.testing;

import io.restassured.response.Response;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * The tests of a packaged service that is killed, and that loses Kafka and its database; the module's test class says
 * what is written meanwhile.
 */
public interface SurvivesFaults {
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
    record Writes(
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
    String service();

    /** Is read from the database, by anyone. */
    String readPath();

    Writes writes();

    @Test
    default void whatWasCommittedAndNotYetToldIsToldAfterTheRestart() throws Exception {
        try (FaultedService service = new FaultedService(service(), readPath(), writes())) {
            service.isKilledBeforeItTells();
        }
    }

    @Test
    default void killedUnderLoadItLosesNoEventAndInventsNone() throws Exception {
        try (FaultedService service = new FaultedService(service(), readPath(), writes())) {
            service.isKilledUnderLoad();
        }
    }

    @Test
    default void withoutKafkaWritesSucceedAndAreToldWhenItIsBack() throws Exception {
        try (FaultedService service = new FaultedService(service(), readPath(), writes())) {
            service.losesKafka();
        }
    }

    @Test
    default void withoutItsDatabaseItPromisesNothingAndAfterwardsGoesOn() throws Exception {
        try (FaultedService service = new FaultedService(service(), readPath(), writes())) {
            service.losesItsDatabase();
        }
    }
}
