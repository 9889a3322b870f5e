package org.ckep.messaging;

import io.quarkus.arc.properties.UnlessBuildProperty;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** Sends through SmallRye Reactive Messaging. */
@ApplicationScoped
@UnlessBuildProperty(name = OutboxSwitch.PROPERTY, stringValue = "false", enableIfMissing = true)
class KafkaEventSender implements EventSender {
    private final MutinyEmitter<byte[]> emitter;

    /** The default buffer of 128 messages is smaller than one batch of the relay, hence the unbounded one. */
    KafkaEventSender(
            @Channel("outbox-events") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER) MutinyEmitter<byte[]> emitter) {
        this.emitter = emitter;
    }

    @Override
    public Uni<Void> send(OutboxRecord record) {
        List<RecordHeader> headers = new ArrayList<>();
        record.headers()
                .forEach((name, value) -> headers.add(new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8))));
        Metadata metadata = Metadata.of(OutgoingKafkaRecordMetadata.<String>builder()
                .withTopic(record.topic())
                .withKey(record.key())
                .withHeaders(headers)
                .build());
        return emitter.sendMessage(Message.of(record.payload(), metadata));
    }
}
