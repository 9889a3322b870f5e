package org.ckep.records;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.value.FuzzyDate;
import org.jspecify.annotations.Nullable;

/** Reads the parameter of the clock of recording. */
public final class KnownAt {
    /** The parameter's name. */
    public static final String PARAMETER = "knownAt";

    /** What the parameter means, for descriptions. */
    public static final String DESCRIPTION = "Answer as it was answered at this instant (2026-11-26T08:00:00Z; a day "
            + "alone is its beginning in UTC), from what was recorded by then and to today's readers of it";

    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private KnownAt() {}

    /**
     * The instant asked for, null where none is.
     *
     * @throws ProblemException INVALID_VALUE for what is neither an instant with its offset nor a day, and for one that no
     *     record can name
     */
    public static @Nullable Instant of(@Nullable String value) {
        if (value == null) {
            return null;
        }
        try {
            Instant instant = DAY.matcher(value).matches()
                    ? LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(value).toInstant();
            int year = instant.atOffset(ZoneOffset.UTC).getYear();
            if (year >= FuzzyDate.FIRST_YEAR && year <= FuzzyDate.LAST_YEAR) {
                return instant;
            }
        } catch (DateTimeException malformed) {
            throw refusal();
        }
        throw refusal();
    }

    /** The refusal of a moment or a day that has not come. */
    public static ProblemException notYet(String parameter) {
        String message = "The parameter '" + parameter + "' names what has not come yet.";
        return new ProblemException(RecordsProblem.MOMENT_IN_THE_FUTURE, message)
                .withErrors(FieldError.in(parameter, "future", message));
    }

    private static ProblemException refusal() {
        return ProblemException.invalidParameter(
                PARAMETER,
                "The parameter 'knownAt' must be an instant such as 2026-11-26T08:00:00Z, or a day such as 2026-11-26.");
    }
}
