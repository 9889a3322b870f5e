package org.ckep.investment.register;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Reads URNs and days in query parameters. */
public final class Parameters {
    private Parameters() {}

    /**
     * The id in the URN of a record of that type; null where the parameter is absent.
     *
     * @throws ProblemException INVALID_VALUE for anything else
     */
    public static @Nullable UUID id(String parameter, @Nullable String value, String type) {
        Urn urn = urn(parameter, value, type);
        return urn == null ? null : urn.uuid();
    }

    /**
     * The URN of a record of that type; null where the parameter is absent.
     *
     * @throws ProblemException INVALID_VALUE for anything else
     */
    public static @Nullable Urn urn(String parameter, @Nullable String value, String type) {
        if (value == null) {
            return null;
        }
        try {
            Urn urn = Urn.parse(value);
            if (urn.type().equals(type)) {
                return urn;
            }
        } catch (IllegalArgumentException notAUrn) {
            throw refusal(parameter, type);
        }
        throw refusal(parameter, type);
    }

    /**
     * A URN of whatever record; null where the parameter is absent.
     *
     * @throws ProblemException INVALID_VALUE for anything else
     */
    public static @Nullable Urn anyUrn(String parameter, @Nullable String value) {
        try {
            return value == null ? null : Urn.parse(value);
        } catch (IllegalArgumentException notAUrn) {
            throw refusal(parameter, "{type}");
        }
    }

    /**
     * A day; null where the parameter is absent.
     *
     * @throws ProblemException INVALID_VALUE for anything else
     */
    public static @Nullable LocalDate day(String parameter, @Nullable String value) {
        try {
            return value == null ? null : LocalDate.parse(value);
        } catch (DateTimeParseException notADay) {
            throw ProblemException.invalidParameter(
                    parameter, "The parameter '" + parameter + "' must be a day such as 2024-12-31.");
        }
    }

    private static ProblemException refusal(String parameter, String type) {
        return ProblemException.invalidParameter(
                parameter, "The parameter '" + parameter + "' must be a URN like urn:ckep:" + type + ":{uuid}.");
    }
}
