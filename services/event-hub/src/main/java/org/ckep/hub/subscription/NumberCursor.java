package org.ckep.hub.subscription;

import java.util.UUID;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * A place in one subscription as answers name it: the subscription and the number after which to go on. A number alone is
 * one too, because deliveries and records of topics tell no more; it fits every subscription, the cursor its own alone.
 */
final class NumberCursor {
    private NumberCursor() {}

    static String write(UUID sub, long number) {
        return sub + "." + number;
    }

    /**
     * The number that a reader of a subscription names.
     *
     * @param place the parameter or header where he does
     * @param text a cursor or a number; null for none
     */
    static @Nullable Long read(UUID sub, String place, @Nullable String text) {
        if (text == null) {
            return null;
        }
        int dot = text.indexOf('.');
        if (dot >= 0 && !text.substring(0, dot).equals(sub.toString())) {
            String reason = "The cursor was not given out by this subscription.";
            throw new ProblemException(KernelProblem.INVALID_VALUE, reason)
                    .withErrors(FieldError.in(place, "another-subscription", reason));
        }
        try {
            return Long.valueOf(text.substring(dot + 1));
        } catch (NumberFormatException notANumber) {
            throw ProblemException.invalidParameter(
                    place, "The parameter '" + place + "' must be a number or a cursor of this subscription.");
        }
    }
}
