package org.ckep.hub.log;

import java.util.List;

/**
 * Which events of a log somebody wants, by exact values. An empty list means all.
 *
 * @param types event types
 * @param sources sources
 * @param subjects subjects
 */
public record LogFilter(List<String> types, List<String> sources, List<String> subjects) {
    public static final LogFilter ALL = new LogFilter(List.of(), List.of(), List.of());

    public LogFilter {
        types = List.copyOf(types);
        sources = List.copyOf(sources);
        subjects = List.copyOf(subjects);
    }

    /** True where nothing is left out. */
    public boolean isAll() {
        return types.isEmpty() && sources.isEmpty() && subjects.isEmpty();
    }
}
