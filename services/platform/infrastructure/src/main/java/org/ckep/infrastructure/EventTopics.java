package org.ckep.infrastructure;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** The topics that the domain services publish to: one per audience, one per ministry and agency. */
public final class EventTopics {

    private static final List<String> AUDIENCES = List.of("public", "partner", "bilateral", "side-cn", "side-kr");

    private EventTopics() {}

    /**
     * @param prefix {@code ckep}, or another one for a test
     * @param agencies ids as the realm's groups name them
     */
    public static List<String> names(String prefix, Collection<String> agencies) {
        return Stream.concat(AUDIENCES.stream(), agencies.stream().map(agency -> "agency-" + agency))
                .map(audience -> prefix + ".events." + audience + ".v1")
                .toList();
    }

    /** The topics that agencies may have their subscriptions put into; one partition each, because they keep an order. */
    public static List<String> ofAgencies(String prefix, Collection<String> agencies) {
        return agencies.stream()
                .map(agency -> prefix + ".agency." + agency + ".v1")
                .toList();
    }
}
