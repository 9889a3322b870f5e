package org.ckep.policy.register;

import java.time.LocalDate;

/** Dates in conditions that take a second value besides that of the request; never made of text of a request. */
public final class HqlDates {
    private HqlDates() {}

    /** The day as a literal of HQL. */
    public static String literal(LocalDate day) {
        return "date " + day;
    }
}
