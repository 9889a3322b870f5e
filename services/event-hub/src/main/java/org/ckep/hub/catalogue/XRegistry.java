package org.ckep.hub.catalogue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.ckep.kernel.value.Language;

/**
 * Writes event types as a CloudEvents registry (xRegistry): endpoints, groups of messages and groups of schemas, one group
 * per domain. It is an export; what it names is read where it points to, and nothing is registered by it.
 */
final class XRegistry {
    private static final String ENVELOPE = "CloudEvents/1.0";
    private static final String SCHEMA_FORMAT = "JsonSchema/draft/2020-12";
    private static final String DATA_TYPE = "application/json";

    /** Of the attributes that every event has, those whose value depends on the event. */
    private static final Set<String> ALWAYS = Set.of("id", "source", "subject", "time");

    private final EventCatalogue catalogue;
    private final List<EventCatalogue.EventType> types;

    XRegistry(EventCatalogue catalogue, List<EventCatalogue.EventType> types) {
        this.catalogue = catalogue;
        this.types = types;
    }

    ObjectNode document() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("specversion", "1.0-rc4");
        document.put("registryid", "ckep-events");
        document.put("name", "CKEP events");
        endpoints(document.putObject("endpoints"));
        ObjectNode messages = document.putObject("messagegroups");
        ObjectNode schemas = document.putObject("schemagroups");
        types.forEach(type -> {
            message(messages, type);
            schema(schemas, type);
        });
        return document;
    }

    private void endpoints(ObjectNode endpoints) {
        List<String> inLogs = domains(types.stream()
                .filter(type -> !type.domain().equals(AsyncApi.SAID_BY_THE_HUB))
                .toList());
        ObjectNode feed = endpoint(
                endpoints,
                "feed",
                "consumer",
                "HTTP",
                "The caller's log by pull (application/cloudevents-batch+json) or as Server-Sent Events",
                inLogs);
        ObjectNode options = feed.putObject("protocoloptions");
        options.put("method", "GET");
        options.putArray("endpoints").addObject().put("url", catalogue.base() + "/events/v1/feed");
        if (types.stream().anyMatch(type -> type.domain().equals(AsyncApi.SAID_BY_THE_HUB))) {
            endpoint(
                            endpoints,
                            "webhook",
                            "producer",
                            "HTTP",
                            "One subscription's events at the endpoint of the subscriber, signed by Standard Webhooks",
                            domains(types))
                    .putObject("protocoloptions")
                    .put("method", "POST");
            endpoint(
                    endpoints,
                    "topic",
                    "consumer",
                    "KAFKA",
                    "One subscription's events in the Kafka topic of the subscriber's agency",
                    domains(types));
            ObjectNode subscribing = endpoint(
                            endpoints,
                            "subscriptions",
                            "subscriber",
                            "HTTP",
                            "Subscriptions of the caller's ministry or agency: to a webhook, to fetch, or into a Kafka topic",
                            domains(types))
                    .putObject("protocoloptions");
            subscribing.put("method", "POST");
            subscribing.putArray("endpoints").addObject().put("url", catalogue.base() + "/subscriptions/v1");
        }
    }

    private static List<String> domains(List<EventCatalogue.EventType> types) {
        return types.stream()
                .map(EventCatalogue.EventType::domain)
                .distinct()
                .sorted()
                .toList();
    }

    private static ObjectNode endpoint(
            ObjectNode endpoints, String id, String usage, String protocol, String description, List<String> groups) {
        ObjectNode endpoint = entity(endpoints, "/endpoints/" + id, "endpointid", id);
        endpoint.put("description", description);
        endpoint.putArray("usage").add(usage);
        endpoint.put("envelope", ENVELOPE);
        endpoint.put("protocol", protocol);
        ArrayNode named = endpoint.putArray("messagegroups");
        groups.forEach(group -> named.add("/messagegroups/" + group));
        return endpoint;
    }

    private void message(ObjectNode groups, EventCatalogue.EventType type) {
        String domain = "/messagegroups/" + type.domain();
        ObjectNode group = group(groups, domain, "messagegroupid", type);
        group.put("envelope", ENVELOPE);
        ObjectNode message =
                entity(group.withObject("/messages"), domain + "/messages/" + type.name(), "messageid", type.name());
        named(message, type);
        message.put("envelope", ENVELOPE);
        ObjectNode attributes = message.putObject("envelopemetadata");
        fixed(attributes, "specversion", "1.0");
        fixed(attributes, "type", type.name());
        fixed(attributes, "dataschema", uri(type));
        fixed(attributes, "datacontenttype", DATA_TYPE);
        ALWAYS.stream().sorted().forEach(name -> attributes.putObject(name).put("required", true));
        message.put("dataschemaformat", SCHEMA_FORMAT);
        message.put("dataschemauri", uri(type));
        message.put("dataschemaxid", schemaXid(type));
        message.put("datacontenttype", DATA_TYPE);
    }

    private void schema(ObjectNode groups, EventCatalogue.EventType type) {
        ObjectNode group = group(groups, "/schemagroups/" + type.domain(), "schemagroupid", type);
        ObjectNode schema = entity(group.withObject("/schemas"), schemaXid(type), "schemaid", type.name());
        named(schema, type);
        ObjectNode version = entity(schema.putObject("versions"), schemaXid(type) + "/versions/1", "versionid", "1");
        version.put("schemaid", type.name());
        version.put("format", SCHEMA_FORMAT);
        version.put("schemaurl", uri(type));
    }

    private static void named(ObjectNode entity, EventCatalogue.EventType type) {
        entity.put("name", type.title().best(Language.EN));
        entity.put("description", type.otherTitles());
    }

    private static ObjectNode group(ObjectNode groups, String xid, String idName, EventCatalogue.EventType type) {
        return groups.has(type.domain())
                ? groups.withObject("/" + type.domain())
                : entity(groups, xid, idName, type.domain());
    }

    private static ObjectNode entity(ObjectNode parent, String xid, String idName, String id) {
        return parent.putObject(id).put(idName, id).put("xid", xid);
    }

    private static void fixed(ObjectNode attributes, String name, String value) {
        attributes.putObject(name).put("value", value).put("required", true);
    }

    private static String schemaXid(EventCatalogue.EventType type) {
        return "/schemagroups/" + type.domain() + "/schemas/" + type.name();
    }

    private String uri(EventCatalogue.EventType type) {
        return Objects.requireNonNull(catalogue.schemaUri(type.name()));
    }
}
