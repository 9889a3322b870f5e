package org.ckep.hub.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.query;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.awaitDone;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kafka;
import static org.ckep.hub.subscription.Subscriptions.kita;
import static org.ckep.hub.subscription.Subscriptions.publish;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.ckep.hub.Events;
import org.ckep.hub.subscription.Subscriptions;
import org.ckep.kernel.access.Audience;
import org.ckep.messaging.EventTopics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A subscription whose topic Kafka has emptied meanwhile. */
@QuarkusTest
class EmptiedTopicTest {
    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @Inject
    Egress egress;

    @Inject
    EventTopics topics;

    @Inject
    @Identifier("default-kafka-broker")
    Map<String, Object> broker;

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    private final String subject = Events.subject();
    private String id = "";

    private AgencyTopic topic() {
        return new AgencyTopic(broker, topics.ofAgency("kita"));
    }

    @BeforeEach
    void twoAreWritten() {
        id = create(kita(), kafka(subject));
        publish(sender, Audience.PARTNER, subject, 2);
        awaitDone(Subscriptions::kita, id, 2);
        assertThat(topic().numbers(id)).containsExactly("1", "2");
        topic().empty();
    }

    @AfterEach
    void end() {
        kita().delete(PATH + "/" + id).then().statusCode(204);
    }

    /** Whatever died between the commit in Kafka and the one here. */
    @Test
    void nothingIsWrittenTwiceWhereOnlyKafkasNoteTellsOfIt() {
        egress.forget();
        query(pool, "update delivery set state = 'PENDING', done_at = null where sub = $1", UUID.fromString(id));
        publish(sender, Audience.PARTNER, subject, 3, 4);
        awaitDone(Subscriptions::kita, id, 4);
        assertThat(topic().numbers(id)).containsExactly("3", "4");
    }

    /** Kafka keeps the note of a group that nobody reads as for a week. */
    @Test
    void nothingIsWrittenTwiceWhereOnlyTheDatabaseTellsOfIt() {
        topic().dropNotes(TopicWriter.group(UUID.fromString(id)));
        egress.forget();
        publish(sender, Audience.PARTNER, subject, 3, 4);
        awaitDone(Subscriptions::kita, id, 4);
        assertThat(topic().numbers(id)).containsExactly("3", "4");
    }

    /** As an operator's tool does, which leaves the note empty. */
    @Test
    void anOffsetThatWasSetByHandHoldsNothingUp() {
        topic().setByHand(TopicWriter.group(UUID.fromString(id)));
        egress.forget();
        publish(sender, Audience.PARTNER, subject, 3, 4);
        awaitDone(Subscriptions::kita, id, 4);
        assertThat(topic().numbers(id)).containsExactly("3", "4");
    }

    /** A topic outlives subscriptions; another one begins at its own first number. */
    @Test
    void anotherSubscriptionIsWrittenFromItsFirstNumber() {
        end();
        Map<String, Object> body = kafka(subject);
        body.put("start", "earliest");
        id = create(kita(), body);
        awaitDone(Subscriptions::kita, id, 2);
        assertThat(topic().numbers(id)).containsExactly("1", "2");
    }
}
