package org.ckep.messaging;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;

/**
 * What the attribute {@code dataclassification} of an event says: the readers of its data, without naming agencies. Whoever
 * passes the event on refuses it where he cannot keep that.
 */
public enum DataClassification {
    PUBLIC,
    PARTNER,
    BILATERAL,
    SIDE_CN,
    SIDE_KR,
    MINISTRY_CN,
    MINISTRY_KR;

    /** The attribute's value for data of this classification. */
    public static DataClassification of(Classification classification) {
        return switch (classification) {
            case Classification.Public all -> PUBLIC;
            case Classification.Partner partner -> PARTNER;
            case Classification.Bilateral bilateral -> BILATERAL;
            case Classification.SideOnly only -> only.side() == Side.CN ? SIDE_CN : SIDE_KR;
            case Classification.Ministry ministry -> ministry.side() == Side.CN ? MINISTRY_CN : MINISTRY_KR;
        };
    }

    /** The classification that a value stands for, empty for a value that means nothing here. */
    public static Optional<DataClassification> read(String value) {
        return Arrays.stream(values())
                .filter(classification -> classification.code().equals(value))
                .findFirst();
    }

    /** As it stands in the attribute, for instance {@code side-cn}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
