package org.ckep.trade.lists;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.trade.code.CodeCheck;
import org.jspecify.annotations.Nullable;

/**
 * Where the links of a correspondence come from, as their import tells.
 *
 * @param name title and edition of the document
 * @param validFrom first day on which it holds by its publisher
 * @param validTo last day of that
 */
record TableOrigin(
        @Nullable String name,
        @Nullable LocalDate validFrom,
        @Nullable LocalDate validTo) {
    private static final int LONGEST = 300;

    /**
     * Reads the parameters of an import.
     *
     * @throws ProblemException naming the one that is not understood
     */
    static TableOrigin of(@Nullable String origin, @Nullable String validFrom, @Nullable String validTo) {
        String name = origin == null || origin.isBlank() ? null : origin.strip();
        if (name != null && (name.length() > LONGEST || name.chars().anyMatch(Character::isISOControl))) {
            throw ProblemException.invalidParameter(
                    "origin", "The parameter 'origin' must be a line of at most " + LONGEST + " characters.");
        }
        LocalDate from = date("validFrom", validFrom);
        LocalDate to = date("validTo", validTo);
        if (from != null && to != null && to.isBefore(from)) {
            throw ProblemException.invalidParameter(
                    "validTo", "The parameter 'validTo' must not lie before 'validFrom'.");
        }
        return new TableOrigin(name, from, to);
    }

    /** Whether the import said nothing of it. */
    boolean isUntold() {
        return name == null && validFrom == null && validTo == null;
    }

    private static @Nullable LocalDate date(String parameter, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            LocalDate date = LocalDate.parse(text);
            if (date.getYear() >= 1900 && date.getYear() <= 9999) {
                return date;
            }
        } catch (DateTimeException noDate) {
            // refused below
        }
        throw ProblemException.invalidParameter(
                parameter,
                "The parameter '" + parameter + "' must be a date such as 2022-01-01, not '" + CodeCheck.shorten(text)
                        + "'.");
    }
}
