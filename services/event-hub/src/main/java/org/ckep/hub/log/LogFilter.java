package org.ckep.hub.log;

import java.util.List;
import org.ckep.hub.filter.EventFilter;

/**
 * Which events of a log somebody wants: by exact values, which the database looks up, and by a condition. An empty list
 * means all.
 *
 * @param types event types
 * @param sources sources
 * @param subjects subjects
 * @param condition anything else
 */
public record LogFilter(List<String> types, List<String> sources, List<String> subjects, EventFilter condition) {
    public static final LogFilter ALL = new LogFilter(List.of(), List.of(), List.of());

    public LogFilter {
        types = List.copyOf(types);
        sources = List.copyOf(sources);
        subjects = List.copyOf(subjects);
    }

    /** A filter by exact values alone. */
    public LogFilter(List<String> types, List<String> sources, List<String> subjects) {
        this(types, sources, subjects, EventFilter.ALL);
    }

    /** True where nothing is left out. */
    public boolean isAll() {
        return types.isEmpty() && sources.isEmpty() && subjects.isEmpty() && !hasCondition();
    }

    /** True where each event has to be looked at. */
    public boolean hasCondition() {
        return condition != EventFilter.ALL;
    }
}
