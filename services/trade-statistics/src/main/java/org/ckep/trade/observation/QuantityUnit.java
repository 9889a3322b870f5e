package org.ckep.trade.observation;

import java.util.Optional;

/** A unit of the supplementary quantity, by the standard units of the World Customs Organization. */
public enum QuantityUnit {
    M2(2),
    MWH(3),
    M(4),
    ITEM(5),
    PAIR(6),
    L(7),
    KG(8),
    THOUSAND_ITEMS(9),
    PACK(10),
    DOZEN(11),
    M3(12),
    CARAT(13);

    private final int reportedAs;

    QuantityUnit(int reportedAs) {
        this.reportedAs = reportedAs;
    }

    /** The unit of a quantity unit code of UN Comtrade; empty for -1 and 1, which say that there is none, and unknown ones. */
    public static Optional<QuantityUnit> ofReported(int code) {
        for (QuantityUnit unit : values()) {
            if (unit.reportedAs == code) {
                return Optional.of(unit);
            }
        }
        return Optional.empty();
    }
}
