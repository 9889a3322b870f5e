package org.ckep.records;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.value.LocalizedText;
import org.jspecify.annotations.Nullable;

/**
 * What an event tells of a record: urn, displayId and title first, then what the feature adds. All who hear it are told the
 * same, but for what the two sides alone are told. Beside it stands which attributes the audit trail notes as changed.
 */
public final class EventData {
    private final Map<String, Object> members = new LinkedHashMap<>();
    private final Map<String, Object> toSides = new LinkedHashMap<>();
    private final Map<String, Object> left = new LinkedHashMap<>();
    private List<String> attributes = List.of();

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

    /** Tells which attributes have changed, and has the audit trail note them. */
    public EventData changed(List<String> names) {
        return with("changed", names).noted(names);
    }

    /** Has the audit trail note which attributes have changed, of which the event tells by other members or not at all. */
    public EventData noted(List<String> names) {
        this.attributes = List.copyOf(names);
        return this;
    }

    /**
     * Has the audit trail hash what the change added beside the record's own members, as whoever may read the record is
     * answered: a transaction, a statement.
     *
     * @param name a member that the record itself does not have
     */
    public EventData leaving(String name, Object added) {
        left.put(name, added);
        return this;
    }

    Map<String, Object> left() {
        return left;
    }

    List<String> attributes() {
        return attributes;
    }

    /**
     * Says to the two sides something else in a member that is there.
     *
     * @throws IllegalArgumentException where there is no such member, so that one would tell by being there
     */
    public EventData tellSides(String name, Object value) {
        if (!members.containsKey(name)) {
            throw new IllegalArgumentException("nobody else is told " + name);
        }
        toSides.put(name, value);
        return this;
    }

    /** The members as they are told to an audience. */
    Map<String, Object> toMap(Audience audience) {
        Map<String, Object> told = toMap();
        if (audience.equals(Audience.SIDE_CN) || audience.equals(Audience.SIDE_KR)) {
            told.putAll(toSides);
        }
        return told;
    }

    /** The members in the order in which they were added. */
    public Map<String, Object> toMap() {
        return new LinkedHashMap<>(members);
    }
}
