package org.ckep.kernel.claim;

import java.util.Collection;

/** On which basis a claim stands, derived from the kinds of its sources and shown with it. */
public enum Basis {
    OFFICIAL,
    COMPANY,
    PRESS,
    COMMENTARY,
    ESTIMATE;

    /**
     * The basis of a claim that rests on sources of these kinds: that of the most binding one, so a claim that rests on
     * commentary alone is never shown as official.
     *
     * @throws IllegalArgumentException where there is no source
     */
    public static Basis of(Collection<SourceKind> kinds) {
        SourceKind strongest = kinds.stream()
                .min(SourceKind::compareTo)
                .orElseThrow(() -> new IllegalArgumentException("a claim needs at least one source"));
        return switch (strongest) {
            case OFFICIAL_STATISTICS, OFFICIAL_ACT, OFFICIAL_STATEMENT -> OFFICIAL;
            case COMPANY_FILING, COMPANY_STATEMENT -> COMPANY;
            case PRESS -> PRESS;
            case COMMENTARY -> COMMENTARY;
            case ESTIMATE -> ESTIMATE;
        };
    }
}
