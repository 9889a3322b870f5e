package org.ckep.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.messaging.CloudEvent;
import org.ckep.messaging.EventConsumer;
import org.ckep.messaging.Inbox;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Copies title and state out of the events of every audience. Events without a title are none of its business. */
@ApplicationScoped
class ReferenceConsumer extends EventConsumer {
    private static final String PREFIX = "org.ckep.";

    private final References references;
    private final ObjectMapper json;
    private final String ownSource;

    ReferenceConsumer(Inbox inbox, References references, ObjectMapper json, RecordsConfig config) {
        super(inbox, "references");
        this.references = references;
        this.json = json;
        this.ownSource = "/" + config.service() + "/";
    }

    @Incoming("references")
    Uni<Void> receive(ConsumerRecord<String, byte[]> record) {
        return consume(record);
    }

    /** Own records are in own tables. */
    @Override
    protected boolean accepts(CloudEvent event) {
        return event.type().startsWith(PREFIX) && !event.source().startsWith(ownSource) && event.data() != null;
    }

    @Override
    protected Uni<Void> handle(Mutiny.Session session, CloudEvent event) {
        ReferenceCopy copy = copy(event);
        if (copy == null) {
            return Uni.createFrom().voidItem();
        }
        return ViewerBinding.bindSystem(session)
                .chain(() -> references.put(session, event.audience(), event.type(), event.time(), copy));
    }

    private @Nullable ReferenceCopy copy(CloudEvent event) {
        try {
            JsonNode data = json.readTree(event.data());
            if (event.subject() == null || !data.path("title").isObject()) {
                return null;
            }
            return new ReferenceCopy(
                    Urn.parse(event.subject()),
                    text(data, "displayId"),
                    json.treeToValue(data.path("title"), LocalizedText.class),
                    text(data, "state"),
                    event.time());
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new IllegalArgumentException("event " + event + " carries no readable title", unreadable);
        }
    }

    private static @Nullable String text(JsonNode data, String member) {
        JsonNode node = data.path(member);
        return node.isTextual() ? node.asText() : null;
    }
}
