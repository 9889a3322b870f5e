package org.ckep.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.ckep.kernel.access.Audience;
import org.ckep.messaging.CloudEvent;
import org.ckep.messaging.KafkaCloudEvents;
import org.eclipse.microprofile.config.ConfigProvider;

/** Events as a service's relay sends them. */
public final class Events {
    public static final String TYPE = "org.ckep.investment.project.announced.v1";

    private Events() {}

    /** One whose data everybody may have. */
    public static CloudEvent event(Audience audience, String subject, int number) {
        return event(audience, TYPE, subject, number);
    }

    public static CloudEvent event(Audience audience, String type, String subject, int number) {
        return new CloudEvent(
                UUID.randomUUID().toString(),
                "/investment-projects/" + audience,
                type,
                subject,
                Instant.parse("2026-01-04T08:00:00Z"),
                "application/json",
                null,
                new TreeMap<>(
                        Map.of("audience", audience.id(), "dataclassification", "public", "partitionkey", subject)),
                ("{\"n\":" + number + ",\"title\":\"西安 · 시안\"}").getBytes(UTF_8));
    }

    public static String subject() {
        return "urn:ckep:project:" + UUID.randomUUID();
    }

    /** Sends events to the topics of their audiences. */
    public static final class Sender implements AutoCloseable {
        private final KafkaProducer<String, byte[]> producer;
        private final String prefix;

        /** To the topics of the hub under test. */
        public Sender() {
            this(configured("kafka.bootstrap.servers"), configured("ckep.messaging.topic-prefix"));
        }

        private static String configured(String name) {
            return ConfigProvider.getConfig().getValue(name, String.class);
        }

        public Sender(String bootstrapServers, String prefix) {
            this.prefix = prefix;
            producer = new KafkaProducer<>(
                    Map.of(
                            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                            bootstrapServers,
                            ProducerConfig.LINGER_MS_CONFIG,
                            1),
                    new StringSerializer(),
                    new ByteArraySerializer());
        }

        public Future<?> send(CloudEvent event) {
            return send(event.audience(), event.subject(), KafkaCloudEvents.headers(event), event.data());
        }

        public Future<?> send(Audience topic, String key, Map<String, String> headers, byte[] value) {
            ProducerRecord<String, byte[]> record =
                    new ProducerRecord<>(prefix + ".events." + topic + ".v1", key, value);
            new LinkedHashMap<>(headers)
                    .forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
            return producer.send(record);
        }

        public void sendNow(CloudEvent event) {
            try {
                send(event).get();
            } catch (InterruptedException | ExecutionException failure) {
                throw new IllegalStateException(failure);
            }
        }

        @Override
        public void close() {
            producer.close();
        }
    }
}
