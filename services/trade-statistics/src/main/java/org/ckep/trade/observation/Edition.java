package org.ckep.trade.observation;

import java.util.Arrays;
import java.util.Optional;

/**
 * An edition of the Harmonized System. Its name stands in front of every commodity code, so that codes of two editions
 * are never taken for each other.
 */
public enum Edition {
    /** Edition not told; only totals over all commodities are read without one. */
    HS("HS"),
    HS92("H0"),
    HS96("H1"),
    HS02("H2"),
    HS07("H3"),
    HS12("H4"),
    HS17("H5"),
    HS22("H6");

    private final String reportedAs;

    Edition(String reportedAs) {
        this.reportedAs = reportedAs;
    }

    /** The code that UN Comtrade uses for it. */
    public String reportedAs() {
        return reportedAs;
    }

    /** The edition of that name, such as {@code HS22}; empty for any other text. */
    public static Optional<Edition> ofName(String name) {
        return Arrays.stream(values())
                .filter(edition -> edition.name().equals(name))
                .findFirst();
    }

    /** The edition of a classification code of UN Comtrade, such as {@code H6}; empty for any other classification. */
    public static Optional<Edition> ofReported(String classificationCode) {
        for (Edition edition : values()) {
            if (edition.reportedAs.equals(classificationCode)) {
                return Optional.of(edition);
            }
        }
        return Optional.empty();
    }

    /** The commodity code with its edition, such as {@code HS22_854232}. */
    public String qualify(String commodity) {
        return name() + '_' + commodity;
    }
}
