package org.ckep.policy.register;

import org.ckep.kernel.id.Urn;

/**
 * A kind of record and its names.
 *
 * @param urnType in URNs, such as {@code track}
 * @param displayPrefix in display ids, such as {@code TRK}
 * @param path of its collection below the service's root, such as {@code v1/tracks}
 * @param event in event types, such as {@code track}
 */
public record Kind(String urnType, String displayPrefix, String path, String event) {

    /** True where the URN names a record of this kind. */
    public boolean isKindOf(Urn urn) {
        return urn.type().equals(urnType);
    }
}
