package org.ckep.investment.project;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.records.KnownAt;
import org.jspecify.annotations.Nullable;

/**
 * A project as it stood in the world on a date, by the dates that the record gives. A date that is known as a month or a
 * year leaves out only what certainly came later.
 *
 * <p>The state is the last one that was entered by then: by the steps that were taken, and before them by the key dates
 * that imply a state. Where a state since has no date, nobody knows what the project was in between, and nothing is
 * guessed.
 */
final class ProjectAsOf {
    private static final String PARAMETER = "asOf";

    /** A state that was entered then. */
    private record Moment(
            FuzzyDate since, ProjectState state, @Nullable LocalizedText reason, boolean current) {}

    private ProjectAsOf() {}

    /**
     * The project as of a date.
     *
     * @param now the project as it is recorded
     * @param steps those it took, in their order
     * @param today the day on which this is asked
     * @throws ProblemException MOMENT_IN_THE_FUTURE for a date after today; PROJECT_NOT_KNOWN_THEN where the record gives
     *     no state of that date
     */
    static ProjectSnapshot of(ProjectSnapshot now, List<StepView> steps, FuzzyDate date, LocalDate today) {
        if (date.isCertainlyAfter(today)) {
            throw KnownAt.notYet(PARAMETER);
        }
        Moment moment = moment(now, steps, date, today);
        return new ProjectSnapshot(
                now.urn(),
                content(now.content(), date),
                moment.state(),
                moment.current() ? now.stateSince() : moment.since(),
                moment.reason(),
                now.notShown(),
                bindings(now.bindings(), steps, date, moment.current()),
                now.custody(),
                now.siteCountries());
    }

    private static Moment moment(ProjectSnapshot now, List<StepView> steps, FuzzyDate date, LocalDate today) {
        boolean undated = now.stateSince() == null || steps.stream().anyMatch(step -> step.date() == null);
        if (undated) {
            if (date.end().isBefore(today)) {
                throw notKnown("A state of this project has no date, so its state of " + date + " is not known.");
            }
            return new Moment(date, now.state(), now.stateReason(), true);
        }
        Moment last = null;
        for (Moment moment : moments(now, steps)) {
            boolean later =
                    last != null && moment.since().start().isBefore(last.since().start());
            if (!moment.since().isCertainlyAfter(date) && !later) {
                last = moment;
            }
        }
        if (last == null) {
            throw notKnown("Nothing is recorded of this project on or before " + date + ".");
        }
        return last;
    }

    /** All states with their dates; of two of one date the later one counts. */
    private static List<Moment> moments(ProjectSnapshot now, List<StepView> steps) {
        List<Moment> moments = new ArrayList<>();
        for (ProjectStatus status : ProjectStatus.of(now.content().profile())) {
            KeyDate key = status.impliedDate();
            FuzzyDate since = key == null ? null : now.content().keyDate(key).actual();
            if (since != null) {
                moments.add(new Moment(since, ProjectState.of(status, null), null, false));
            }
        }
        for (StepView step : steps) {
            ProjectStatus resumeTo = step.to() == ProjectStatus.SUSPENDED ? step.from() : null;
            FuzzyDate since = Objects.requireNonNull(step.date(), "steps without a date were refused");
            moments.add(new Moment(since, ProjectState.of(step.to(), resumeTo), step.reason(), false));
        }
        FuzzyDate since = Objects.requireNonNull(now.stateSince(), "a state without a date was refused");
        moments.add(new Moment(since, now.state(), now.stateReason(), true));
        return moments;
    }

    private static ProjectContent content(ProjectContent now, FuzzyDate date) {
        Map<KeyDate, KeyDates> dates = new EnumMap<>(KeyDate.class);
        now.keyDates().forEach((key, known) -> {
            boolean happened = known.actual() != null && !known.actual().isCertainlyAfter(date);
            KeyDates then = happened ? known : new KeyDates(known.planned(), null);
            if (!then.equals(KeyDates.NONE)) {
                dates.put(key, then);
            }
        });
        return now.asOf(
                dates,
                amount -> amount.valueDate() == null || !amount.valueDate().isAfter(date.end()),
                now.capacity().stream().filter(entry -> !isLater(entry, date)).toList());
    }

    /** A plan is not later than the date that it is made for. */
    private static boolean isLater(CapacityEntry entry, FuzzyDate date) {
        return entry.kind() == CapacityEntry.Kind.ACTUAL
                && entry.asOf() != null
                && entry.asOf().isCertainlyAfter(date);
    }

    private static Evidence.Bindings bindings(
            Evidence.Bindings now, List<StepView> steps, FuzzyDate date, boolean current) {
        // The first such step brought them; a later one resumed.
        boolean committedLater = steps.stream()
                .filter(step -> step.to() == ProjectStatus.COMMITTED)
                .limit(1)
                .anyMatch(step -> step.date() != null && step.date().isCertainlyAfter(date));
        return new Evidence.Bindings(
                now.filings().stream()
                        .filter(filing ->
                                filing.filedOn() == null || !filing.filedOn().isCertainlyAfter(date))
                        .map(filing -> pending(filing, date))
                        .toList(),
                now.commitments().stream()
                        .filter(commitment -> !commitment.signedOn().isCertainlyAfter(date))
                        .toList(),
                committedLater ? List.of() : now.holdings(),
                current ? now.paid() : null);
    }

    /** What was decided later was pending. */
    private static Filing pending(Filing filing, FuzzyDate date) {
        return filing.decidedOn() != null && filing.decidedOn().isCertainlyAfter(date)
                ? new Filing(
                        filing.kind(), filing.agency(), filing.number(), filing.filedOn(), null, Filing.Outcome.PENDING)
                : filing;
    }

    private static ProblemException notKnown(String message) {
        return new ProblemException(ProjectProblem.PROJECT_NOT_KNOWN_THEN, message)
                .withErrors(FieldError.in(PARAMETER, ProjectProblem.PROJECT_NOT_KNOWN_THEN.slug(), message));
    }
}
