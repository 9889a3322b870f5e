package org.ckep.trade.release;

import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.value.LocalizedText;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A step of a release.
 *
 * @param to the state to carry it to
 * @param embargoUntil when the embargo ends, with {@code EMBARGOED}
 * @param reason why the figures are taken back, with {@code WITHDRAWN}
 */
@Schema(name = "ReleaseStep")
record ReleaseStep(
        @NotNull ReleaseState to,
        @Nullable Instant embargoUntil,
        @Nullable LocalizedText reason) {
    private static final Duration LONGEST_EMBARGO = Duration.ofDays(3 * 365);

    /** True for a step by which others will see the figures. */
    boolean widens() {
        return to == ReleaseState.EMBARGOED || to == ReleaseState.PUBLISHED;
    }

    /**
     * Returns where the viewer's function allows the step; a draft is taken back by whoever may work on it.
     *
     * @throws ProblemException FORBIDDEN
     */
    void requireRole(Viewer viewer) {
        if (to != ReleaseState.DRAFT && !viewer.hasRole(Role.RELEASER)) {
            throw new ProblemException(
                    KernelProblem.FORBIDDEN, "Only a releaser of the side carries a release to " + to + ".");
        }
    }

    /**
     * Returns where the step may be taken.
     *
     * @throws ProblemException naming what stands against it, and the states that are open
     */
    void check(Release release, Clock clock) {
        List<ReleaseState> open = release.state().next();
        if (!open.contains(to)) {
            throw new ProblemException(
                            KernelProblem.STATE_FORBIDS,
                            "A release in state " + release.state() + " cannot be carried to " + to + ".")
                    .withMember("allowed", open);
        }
        if (to == ReleaseState.EMBARGOED) {
            checkEmbargo(clock.instant());
        }
        if (to == ReleaseState.WITHDRAWN && reason == null) {
            throw incomplete("/reason", "A release is withdrawn with its reason.");
        }
        if (widens() && release.figures() == 0) {
            throw new ProblemException(
                    ReleaseProblem.NOTHING_TO_PUBLISH,
                    "The release holds no figures; upload them with release=" + release.urn() + " first.");
        }
    }

    private void checkEmbargo(Instant now) {
        if (embargoUntil == null) {
            throw incomplete("/embargoUntil", "An embargo ends at an instant that the step names.");
        }
        if (!embargoUntil.isAfter(now)) {
            throw embargo("The embargo must end in the future, after " + now + ".");
        }
        if (embargoUntil.isAfter(now.plus(LONGEST_EMBARGO))) {
            throw embargo("The embargo must end within " + LONGEST_EMBARGO.toDays() + " days.");
        }
    }

    private static ProblemException embargo(String text) {
        return new ProblemException(ReleaseProblem.EMBARGO_OUT_OF_RANGE, text)
                .withErrors(FieldError.at("/embargoUntil", "out-of-range", text));
    }

    private static ProblemException incomplete(String pointer, String text) {
        return new ProblemException(ReleaseProblem.STEP_INCOMPLETE, text)
                .withErrors(FieldError.at(pointer, "required", text));
    }
}
