package org.ckep.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Lets a change through only where the caller has seen what he changes. */
@ApplicationScoped
public class Preconditions {
    private final EntityTags tags;

    Preconditions(EntityTags tags) {
        this.tags = tags;
    }

    /**
     * Returns where the header names the tag of the current view, or is {@code *}.
     *
     * @param ifMatch value of {@code If-Match}, null where absent
     * @param currentView what a GET would answer to this caller now
     * @throws ProblemException PRECONDITION_REQUIRED without the header, STALE where it names another view
     */
    public void requireMatch(@Nullable String ifMatch, Object currentView) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw new ProblemException(
                            KernelProblem.PRECONDITION_REQUIRED,
                            "A change needs the header If-Match with the ETag of the record that it changes.")
                    .withErrors(FieldError.in("If-Match", "required", "The header If-Match is missing."));
        }
        if (!isMet(ifMatch, currentView)) {
            throw new ProblemException(
                            KernelProblem.STALE, "The record has changed since it was read; read it again and repeat.")
                    .withErrors(FieldError.in("If-Match", "stale", "The ETag is not the current one."));
        }
    }

    /** Whether the header names the tag of that view, or is {@code *}; false where it is absent. */
    public boolean isMet(@Nullable String ifMatch, Object currentView) {
        if (ifMatch == null) {
            return false;
        }
        String current = tags.of(currentView);
        // RFC 9110 section 13.1.1: changing compares strongly, so a weak tag never matches.
        return Arrays.stream(ifMatch.split(",", -1))
                .map(String::strip)
                .anyMatch(given -> given.equals("*") || given.equals(current));
    }
}
