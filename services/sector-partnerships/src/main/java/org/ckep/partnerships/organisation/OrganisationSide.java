package org.ckep.partnerships.organisation;

import java.util.Optional;
import org.ckep.kernel.access.Side;

/** Where an organisation belongs: to one of the two sides or to a third country. */
public enum OrganisationSide {
    CN,
    KR,
    /** Neither; the country stands beside it. */
    THIRD;

    /** The government's side, or empty for a third country. */
    public Optional<Side> side() {
        return switch (this) {
            case CN -> Optional.of(Side.CN);
            case KR -> Optional.of(Side.KR);
            case THIRD -> Optional.empty();
        };
    }

    /** The same side as an organisation's. */
    public static OrganisationSide of(Side side) {
        return switch (side) {
            case CN -> CN;
            case KR -> KR;
        };
    }
}
