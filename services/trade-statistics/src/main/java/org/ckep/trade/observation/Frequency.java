package org.ckep.trade.observation;

import java.util.Optional;

/** How often a figure is reported. */
public enum Frequency {
    /** Once a year. */
    A(12),
    /** Once a month. */
    M(1);

    private final int months;

    Frequency(int months) {
        this.months = months;
    }

    /** Length of one period in months. */
    public int months() {
        return months;
    }

    /** The frequency of that code, or empty for one that no source of the platform reports in. */
    public static Optional<Frequency> ofCode(String code) {
        for (Frequency frequency : values()) {
            if (frequency.name().equals(code)) {
                return Optional.of(frequency);
            }
        }
        return Optional.empty();
    }
}
