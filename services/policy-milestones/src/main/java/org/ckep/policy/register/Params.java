package org.ckep.policy.register;

import java.util.List;
import java.util.UUID;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.records.RecordIds;
import org.jspecify.annotations.Nullable;

/** Reads query parameters whose types REST does not know; null stays null. */
public final class Params {
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
     * The id of a record that a list is narrowed to, given as UUID or as URN. What names no record of that kind finds
     * nothing, as an unknown id does.
     */
    public static @Nullable UUID id(@Nullable String value, Kind kind) {
        if (value == null) {
            return null;
        }
        try {
            return RecordIds.parse(value, kind.urnType());
        } catch (ProblemException notAnId) {
            return new UUID(0, 0);
        }
    }

    /** Null for a parameter that was not given at all. */
    public static <T> @Nullable List<T> given(List<T> values) {
        return values.isEmpty() ? null : values;
    }
}
