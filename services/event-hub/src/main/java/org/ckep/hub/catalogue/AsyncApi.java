package org.ckep.hub.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.ckep.kernel.value.Language;
import org.jspecify.annotations.Nullable;

/** Writes the AsyncAPI 3.1 description of the feed, of webhooks and of topics: which event types come by which. */
final class AsyncApi {
    /** RFC 9512. */
    static final String YAML = "application/yaml";

    private static final YAMLMapper YAML_WRITER = new YAMLMapper();

    /** What the hub itself says stands in subscriptions and in no log. */
    static final String SAID_BY_THE_HUB = "delivery";

    private static final Map<String, String> ATTRIBUTES = attributes();

    private final EventCatalogue catalogue;
    private final List<EventCatalogue.EventType> types;

    AsyncApi(EventCatalogue catalogue, List<EventCatalogue.EventType> types) {
        this.catalogue = catalogue;
        this.types = types;
    }

    /** The same document as YAML. */
    static String yaml(ObjectNode document) {
        try {
            return YAML_WRITER.writeValueAsString(document);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a JSON tree can always be written", impossible);
        }
    }

    ObjectNode document() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("asyncapi", "3.1.0");
        document.put("defaultContentType", "application/cloudevents+json");
        ObjectNode info = document.putObject("info");
        info.put("title", "CKEP events");
        info.put("version", "1.0.0");
        info.put(
                "description",
                "Everything that changes on the platform, as CloudEvents 1.0, in one gapless log per audience.");
        server(document.putObject("servers").putObject("platform"), catalogue.base());
        ObjectNode channels = document.putObject("channels");
        channel(
                channels.putObject("feed"),
                "/events/v1/feed",
                "The caller's log by pull (application/cloudevents-batch+json) or as Server-Sent Events",
                type -> !type.domain().equals(SAID_BY_THE_HUB));
        channel(
                channels.putObject("webhook"),
                null,
                "One subscription's events at the endpoint of the subscriber, signed by Standard Webhooks, with cksubseq "
                        + "and ckchain; where it has a projection, with the members of data alone that it names and without "
                        + "dataschema, and data need not have what the schema requires",
                type -> true);
        channel(
                channels.putObject("topic"),
                null,
                "One subscription's events in the Kafka topic of the subscriber's agency, each number once, in binary mode "
                        + "with ce_cksubseq and ce_ckchain; read it with isolation.level read_committed; of a projection as in webhook",
                type -> true);
        ObjectNode operations = document.putObject("operations");
        operation(operations.putObject("readFeed"), "feed", "GET");
        operation(operations.putObject("deliver"), "webhook", "POST");
        ObjectNode put = operations.putObject("putIntoTopic");
        put.put("action", "send");
        put.putObject("channel").put("$ref", "#/channels/topic");
        ObjectNode components = document.putObject("components");
        ObjectNode messages = components.putObject("messages");
        ObjectNode schemas = components.putObject("schemas");
        envelope(schemas.putObject("CloudEvent"));
        types.forEach(type -> {
            message(messages.putObject(type.name()), type);
            Schemas.body(schemas.putObject(type.name()), type);
        });
        return document;
    }

    private static void server(ObjectNode server, URI base) {
        server.put("host", base.getAuthority());
        server.put("protocol", Objects.requireNonNullElse(base.getScheme(), "https"));
    }

    private void channel(
            ObjectNode channel,
            @Nullable String address,
            String description,
            Predicate<EventCatalogue.EventType> carried) {
        channel.put("address", address);
        channel.put("description", description);
        ObjectNode messages = channel.putObject("messages");
        types.stream().filter(carried).forEach(type -> messages.putObject(type.name())
                .put("$ref", "#/components/messages/" + type.name()));
    }

    private static void operation(ObjectNode operation, String channel, String method) {
        operation.put("action", "send");
        operation.putObject("channel").put("$ref", "#/channels/" + channel);
        operation.putObject("bindings").putObject("http").put("method", method).put("bindingVersion", "0.3.0");
    }

    private void message(ObjectNode message, EventCatalogue.EventType type) {
        message.put("name", type.name());
        message.put("title", type.title().best(Language.EN));
        message.put("summary", type.otherTitles());
        ObjectNode payload = message.putObject("payload");
        ObjectNode own = JsonNodeFactory.instance.objectNode();
        own.put("type", "object");
        ObjectNode properties = own.putObject("properties");
        properties.putObject("type").put("const", type.name());
        properties.putObject("data").put("$ref", "#/components/schemas/" + type.name());
        payload.putArray("allOf")
                .add(JsonNodeFactory.instance.objectNode().put("$ref", "#/components/schemas/CloudEvent"))
                .add(own);
        message.putArray("examples").addObject().put("name", "example").set("payload", catalogue.example(type));
    }

    private static void envelope(ObjectNode schema) {
        schema.put("type", "object");
        schema.putArray("required").add("specversion").add("id").add("source").add("type");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("specversion").put("const", "1.0");
        ATTRIBUTES.forEach(
                (name, says) -> properties.putObject(name).put("type", "string").put("description", says));
    }

    /** The attributes that events have, beside the version of CloudEvents. */
    private static Map<String, String> attributes() {
        Map<String, String> says = new LinkedHashMap<>();
        says.put("id", "The event's id; with its source it names the event.");
        says.put("source", "The service that publishes it, and the audience that it is for.");
        says.put("type", "What happened, to what kind of record.");
        says.put("subject", "The record that it happened to.");
        says.put("time", "When it happened.");
        says.put("dataschema", "Where the JSON Schema of its data is; absent where a projection left a part of them.");
        says.put("datacontenttype", "How its data are written: application/json.");
        says.put(
                "sequence",
                "Its number among those of its source in the log that is read; only where it comes from one.");
        says.put("audience", "Whom it is for.");
        says.put("partitionkey", "What stays in order: events of one key do.");
        says.put("recordedtime", "When it was recorded; only where it comes from a log.");
        says.put("recordversion", "The version of the record, where its readers count versions.");
        says.put("sector", "Code of the sector; absent where the record has none or several.");
        says.put("dataclassification", "Whose its data are.");
        says.put("dataregulation", "Undertakings that an agency has to have signed to get it, separated by commas.");
        says.put("datacategory", "Kinds of data for which it has to have signed one each, separated by commas.");
        says.put("ckembargo", "When its readers may know it at the earliest.");
        says.put("traceparent", "The trace of the request that it came from.");
        says.put("cksubseq", "Its number in the subscription; only there, and not of a test.");
        says.put("ckchain", "The chain value of that number.");
        says.put("ckkeyid", "The key of a digest's signature.");
        says.put("cksignature", "Signature of a digest over the canonical form of its data, in base64url.");
        return says;
    }
}
