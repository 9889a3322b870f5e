package org.ckep.policy.register;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an event tells of a record: urn, displayId, title and state first, then what the feature adds. */
public final class EventData {
    private final Map<String, Object> members = new LinkedHashMap<>();

    static EventData of(PolicyRecord record) {
        return new EventData()
                .with("urn", record.urn())
                .with("displayId", record.head().displayId())
                .with("title", record.title())
                .with("state", record.stateName());
    }

    /** Adds a member; null and an empty list add none. */
    public EventData with(String name, @Nullable Object value) {
        if (value != null && !(value instanceof Collection<?> list && list.isEmpty())) {
            members.put(name, value);
        }
        return this;
    }

    /** The members in the order in which they were added. */
    Map<String, Object> toMap() {
        return new LinkedHashMap<>(members);
    }
}
