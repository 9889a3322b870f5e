package org.ckep.hub.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.ckep.hub.filter.EventFilter;
import org.ckep.hub.filter.FilterEvent;
import org.ckep.hub.filter.FilterReader;

/** The filters of subscriptions, read once per version. */
final class SubscriptionFilters {
    private static final int MAX_CACHED = 10_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<Key, Wanted> known = new ConcurrentHashMap<>();

    /** The filter of a row with id, version, types and filters. */
    Wanted of(Row subscription) {
        if (known.size() > MAX_CACHED) {
            known.clear();
        }
        return known.computeIfAbsent(
                new Key(subscription.getUUID("id"), subscription.getInteger("version")),
                key -> Wanted.of(
                        List.of(subscription.getArrayOfStrings("types")),
                        read(String.valueOf(subscription.getValue("filters")))));
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("stored filters are not JSON", impossible);
        }
    }

    private record Key(UUID sub, int version) {}

    /**
     * What a subscription wants.
     *
     * @param types event types, empty for all
     * @param condition anything else
     */
    record Wanted(Set<String> types, EventFilter condition, boolean isConditional) {
        static Wanted of(List<String> types, JsonNode filters) {
            return new Wanted(Set.copyOf(types), FilterReader.read(filters), !filters.isEmpty());
        }

        boolean matches(String type, Supplier<FilterEvent> event) {
            return (types.isEmpty() || types.contains(type)) && (!isConditional || condition.matches(event.get()));
        }
    }
}
