package org.ckep.hub.filter;

import java.util.List;

/** Decides whether somebody wants an event. An expression that cannot be evaluated wants none. */
public interface EventFilter {
    EventFilter ALL = event -> true;

    boolean matches(FilterEvent event);

    /** All of them must match. */
    static EventFilter all(List<EventFilter> filters) {
        List<EventFilter> each = List.copyOf(filters);
        return event -> each.stream().allMatch(filter -> filter.matches(event));
    }

    /** One of them must match. */
    static EventFilter any(List<EventFilter> filters) {
        List<EventFilter> each = List.copyOf(filters);
        return event -> each.stream().anyMatch(filter -> filter.matches(event));
    }
}
