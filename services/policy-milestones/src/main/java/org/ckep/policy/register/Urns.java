package org.ckep.policy.register;

import java.util.List;
import org.ckep.kernel.id.Urn;
import org.jspecify.annotations.Nullable;

/** Lists of URNs, which are stored as texts. */
public final class Urns {
    private Urns() {}

    /** URNs as they are stored in an array. */
    public static List<String> texts(@Nullable List<Urn> urns) {
        return urns == null ? List.of() : urns.stream().map(Urn::toString).toList();
    }

    /** URNs as they are answered. */
    public static List<Urn> parsed(List<String> texts) {
        return texts.stream().map(Urn::parse).toList();
    }
}
