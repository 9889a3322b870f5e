package org.ckep.policy.register;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.records.RecordIds;
import org.jspecify.annotations.Nullable;

/** Reads query parameters whose types REST does not know; null stays null. */
public final class Params {
    private static final Pattern HS = Pattern.compile("\\d{2}|\\d{4}|\\d{6}");

    private Params() {}

    /** A date as exactly as it is known, such as {@code 2030} or {@code 2026-01-04}. */
    public static @Nullable FuzzyDate date(String name, @Nullable String value) {
        try {
            return value == null ? null : FuzzyDate.parse(value);
        } catch (IllegalArgumentException refused) {
            throw ProblemException.invalidParameter(
                    name, "The parameter '" + name + "' is not accepted: " + refused.getMessage() + ".");
        }
    }

    public static @Nullable Urn urn(String name, @Nullable String value) {
        try {
            return value == null ? null : Urn.parse(value);
        } catch (IllegalArgumentException refused) {
            throw ProblemException.invalidParameter(
                    name, "The parameter '" + name + "' is not accepted: " + refused.getMessage() + ".");
        }
    }

    /**
     * The id of a record that a list is narrowed to, given as UUID or as URN.
     *
     * @throws ProblemException INVALID_VALUE for anything else
     */
    public static @Nullable UUID id(String name, @Nullable String value, Kind kind) {
        if (value == null) {
            return null;
        }
        try {
            return RecordIds.parse(value, kind.urnType());
        } catch (ProblemException notAnId) {
            throw ProblemException.invalidParameter(
                    name,
                    "The parameter '" + name + "' is the UUID or URN of a " + kind.urnType() + ", such as "
                            + new Urn(kind.urnType(), new UUID(0x8b9f6f0e3d5a4a53L, 0x9a0e0f5c8f0a7d11L)) + ".");
        }
    }

    /** A day within the years that dates may have here. */
    public static @Nullable LocalDate day(String name, @Nullable LocalDate value) {
        if (value != null && (value.getYear() < 1 || value.getYear() > 9999)) {
            throw ProblemException.invalidParameter(
                    name, "The parameter '" + name + "' is a day of the years 1 to 9999, such as 2026-01-04.");
        }
        return value;
    }

    /** A code of the Harmonized System of 2, 4 or 6 digits. */
    public static @Nullable String hs(String name, @Nullable String value) {
        if (value != null && !HS.matcher(value).matches()) {
            throw ProblemException.invalidParameter(
                    name, "The parameter '" + name + "' is a code of the Harmonized System of 2, 4 or 6 digits.");
        }
        return value;
    }

    /** Null for a parameter that was not given at all. */
    public static <T> @Nullable List<T> given(List<T> values) {
        return values.isEmpty() ? null : values;
    }
}
