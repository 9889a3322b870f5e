package org.ckep.records;

import java.util.List;

/** The stored form of a list of {@link LocalId}s: Hibernate Reactive maps JSON objects to jsonb, no bare arrays. */
record LocalIds(List<LocalId> ids) {
    LocalIds {
        ids = List.copyOf(ids);
    }
}
