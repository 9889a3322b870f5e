package org.ckep.records;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ckep.kernel.value.LocalizedText;
import org.jspecify.annotations.Nullable;

/** What an event tells of a record: urn, displayId and title first, then what the feature adds. */
public final class EventData {
    private final Map<String, Object> members = new LinkedHashMap<>();

    private EventData() {}

    public static EventData of(RegisterRecord record, LocalizedText title) {
        return new EventData()
                .with("urn", record.urn())
                .with("displayId", record.head().displayId())
                .with("title", title);
    }

    /** Adds a member; a null value adds none. */
    public EventData with(String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value);
        }
        return this;
    }

    /** The members in the order in which they were added. */
    public Map<String, Object> toMap() {
        return new LinkedHashMap<>(members);
    }
}
