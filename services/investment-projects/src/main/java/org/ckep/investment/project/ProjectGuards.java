package org.ckep.investment.project;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.value.Money;
import org.ckep.kernel.value.Relation;
import org.jspecify.annotations.Nullable;

/** Whether what a state rests on has been shown. Pure functions of the {@link Evidence}. */
final class ProjectGuards {
    private ProjectGuards() {}

    /** The guards among these that the evidence does not show, each with what would show it. */
    static List<FieldError> failures(List<Guard> guards, Evidence evidence) {
        List<FieldError> failures = new ArrayList<>();
        for (Guard guard : guards) {
            if (!isShown(guard, evidence)) {
                failures.add(failure(guard, evidence));
            }
        }
        return failures;
    }

    /** What a guard asks for and where it would stand in the request. */
    static FieldError failure(Guard guard, Evidence evidence) {
        return FieldError.at(pointer(guard, evidence), guard.name(), wanted(guard, evidence));
    }

    /** True where the evidence shows what the guard asks for. */
    static boolean isShown(Guard guard, Evidence evidence) {
        Evidence.Bindings bindings = evidence.bindings();
        return switch (guard) {
            case REASON -> evidence.given().reason() != null;
            case ANNOUNCEMENT -> evidence.knownSources().stream().anyMatch(Testimony::announces);
            case FILING ->
                evidence.ownSideHosts()
                        ? bindings.filings().stream().anyMatch(Filing::isNumbered)
                        : !evidence.stepSources().isEmpty();
            case FILINGS_DECIDED ->
                evidence.ownSideHosts()
                        ? !bindings.filings().isEmpty()
                                && bindings.filings().stream().allMatch(Filing::isCleared)
                        : !evidence.stepSources().isEmpty();
            case FILING_NOT_REQUIRED ->
                !bindings.filings().isEmpty()
                        && bindings.filings().stream().allMatch(f -> f.outcome() == Filing.Outcome.NOT_REQUIRED);
            case BINDING_COMMITMENT ->
                !bindings.commitments().isEmpty() || evidence.booked().bind();
            case SHAREHOLDING -> HoldingRules.isSettled(bindings.holdings());
            case NAMED_PARTIES -> everyPartyIsNamed(evidence);
            case ACTUAL_CAPACITY -> !hasProduct(evidence.content()) || hasActualCapacity(evidence.content());
            case SITE_STATE ->
                evidence.content().sites().isEmpty() || evidence.given().siteState() != null;
            case PARTIAL_PAYMENT -> isPartlyPaid(evidence);
            case FINAL_CLOSING -> isFinallyClosed(evidence);
            case SETTLEMENT ->
                (!isPositive(bindings.paid()) && !evidence.booked().arePaid())
                        || evidence.given().settlementNote() != null;
            case STANDING_PLANT -> true; // asked for at registration alone, where parent and sites are at hand
            case STATE_DATE ->
                DateRules.implied(evidence.content(), evidence.target(), evidence.stateSince())
                        .isEmpty();
            case MODALITY -> !evidence.content().modality().onlyOnRequest();
            case SOURCE -> !evidence.observed() || !evidence.stepSources().isEmpty();
        };
    }

    /** False where one of these guards asks for what the project is and no step brings with it: what its sources say of it. */
    static boolean isInReach(List<Guard> guards, ProjectContent content) {
        return !guards.contains(Guard.MODALITY) || !content.modality().onlyOnRequest();
    }

    private static boolean everyPartyIsNamed(Evidence evidence) {
        return evidence.content().participants().stream()
                        .allMatch(participant -> participant.org().isNamed())
                && evidence.bindings().commitments().stream()
                        .allMatch(commitment -> commitment.party().isNamed())
                && evidence.bindings().holdings().stream()
                        .allMatch(holding ->
                                holding.holder() == null || holding.holder().isNamed());
    }

    private static boolean hasProduct(ProjectContent content) {
        return !content.products().isEmpty() || !content.capacity().isEmpty();
    }

    private static boolean hasActualCapacity(ProjectContent content) {
        return content.capacity().stream()
                .filter(entry -> entry.kind() == CapacityEntry.Kind.ACTUAL)
                .anyMatch(entry ->
                        isAboveZero(entry.quantity().value(), entry.quantity().relation()));
    }

    /** "More than 0" is above zero, "at most 5" may be nothing. */
    private static boolean isAboveZero(BigDecimal value, Relation relation) {
        return switch (relation) {
            case EQ, GE, APPROX, RANGE -> value.signum() > 0;
            case GT -> value.signum() >= 0;
            case LT, LE -> false;
        };
    }

    private static boolean isPartlyPaid(Evidence evidence) {
        Money paid = evidence.bindings().paid();
        if (paid == null || !isPositive(paid)) {
            return false;
        }
        // Without a commitment on record (an observed one) only the payment itself can be shown.
        return evidence.committed()
                .map(committed -> paid.amount().compareTo(committed.amount()) < 0)
                .orElse(true);
    }

    private static boolean isFinallyClosed(Evidence evidence) {
        Money paid = evidence.bindings().paid();
        if (paid == null || !isPositive(paid)) {
            return false;
        }
        Optional<Money> committed = evidence.committed();
        boolean asCommitted = committed.isPresent() && committed.get().amount().compareTo(paid.amount()) == 0;
        return asCommitted || evidence.given().reason() != null;
    }

    private static boolean isPositive(@Nullable Money money) {
        return money != null && money.amount().signum() > 0;
    }

    private static String pointer(Guard guard, Evidence evidence) {
        return switch (guard) {
            case REASON -> "/reason";
            case ANNOUNCEMENT, SOURCE -> "/sources";
            case FILING, FILINGS_DECIDED -> evidence.ownSideHosts() ? "/filings" : "/sources";
            case FILING_NOT_REQUIRED -> "/filings";
            case BINDING_COMMITMENT -> "/commitments";
            case SHAREHOLDING -> "/holdings";
            case NAMED_PARTIES -> "/participants";
            case ACTUAL_CAPACITY -> "/capacity";
            case SITE_STATE -> "/siteState";
            case PARTIAL_PAYMENT, FINAL_CLOSING -> "/paid";
            case SETTLEMENT -> "/settlementNote";
            case STANDING_PLANT -> "/sites";
            case STATE_DATE -> "/date";
            case MODALITY -> "/modality";
        };
    }

    private static String wanted(Guard guard, Evidence evidence) {
        return switch (guard) {
            case REASON -> "A reason is needed.";
            case ANNOUNCEMENT ->
                "A public statement of a party is needed: a source that is a company statement or filing, or official, that is"
                        + " published and open to everybody.";
            case FILING ->
                evidence.ownSideHosts()
                        ? "The number of the filing is needed."
                        : "A source for the filing with the other side's authorities is needed.";
            case FILINGS_DECIDED ->
                evidence.ownSideHosts()
                        ? "Every filing must be decided positively or not required."
                        : "A source for the decision of the other side's authorities is needed.";
            case FILING_NOT_REQUIRED ->
                "APPROVED is skipped only where every filing is entered with the outcome NOT_REQUIRED.";
            case BINDING_COMMITMENT ->
                "At least one binding commitment is needed, with the step or in the ledger where all who read the project read it.";
            case SHAREHOLDING ->
                "The shareholding must sum to 100 percent, or its remainder be entered as a holding without holder.";
            case NAMED_PARTIES -> "Every participant, committing party and holder needs a name.";
            case ACTUAL_CAPACITY -> "A project with a product needs an actual capacity above zero.";
            case SITE_STATE -> "What becomes of the project's sites must be said.";
            case PARTIAL_PAYMENT ->
                "The sum paid so far is needed, with the step or in the ledger: more than nothing, less than committed.";
            case FINAL_CLOSING ->
                "The sum paid in the end is needed, with the step or in the ledger, and a reason where it is not the committed sum.";
            case SETTLEMENT -> "Money was paid: a note on its settlement is needed.";
            case STANDING_PLANT ->
                "An upgrade or expansion starts as announced only where its parent project operates or its site is in"
                        + " operation.";
            case STATE_DATE -> "The date on which the state was reached is needed.";
            case MODALITY ->
                "What is only expected or opined cannot be carried into this state: its modality is changed first, or by the patch of the"
                        + " change set that takes the step.";
            case SOURCE -> "No side stands behind this record: the step needs a source.";
        };
    }

    /**
     * What a state rests on, along the way that leads to it, where the record was learnt only after the fact. Dates of
     * earlier states are not asked for.
     */
    static Set<Guard> obligations(ProjectState state) {
        Set<Guard> guards = EnumSet.noneOf(Guard.class);
        switch (state.status()) {
            case WITHDRAWN, CANCELLED, SUSPENDED, WINDING_DOWN, CLOSED -> guards.add(Guard.REASON);
            case PROSPECT,
                    ANNOUNCED,
                    FILED,
                    APPROVED,
                    COMMITTED,
                    UNDER_CONSTRUCTION,
                    COMMISSIONING,
                    OPERATIONAL,
                    PARTIALLY_CLOSED,
                    COMPLETED -> {}
        }
        guards.add(Guard.STATE_DATE);
        switch (state.effective()) {
            case PROSPECT, WITHDRAWN, CANCELLED, SUSPENDED -> {}
            case ANNOUNCED -> guards.add(Guard.ANNOUNCEMENT);
            case FILED -> {
                guards.add(Guard.ANNOUNCEMENT);
                guards.add(Guard.FILING);
            }
            case APPROVED -> {
                guards.add(Guard.ANNOUNCEMENT);
                guards.add(Guard.FILINGS_DECIDED);
            }
            case COMMITTED, UNDER_CONSTRUCTION, COMMISSIONING -> guards.addAll(COMMITTED);
            case OPERATIONAL, WINDING_DOWN, CLOSED -> {
                guards.addAll(COMMITTED);
                guards.add(Guard.ACTUAL_CAPACITY);
            }
            case PARTIALLY_CLOSED -> {
                guards.addAll(COMMITTED);
                guards.add(Guard.PARTIAL_PAYMENT);
            }
            case COMPLETED -> {
                guards.addAll(COMMITTED);
                guards.add(Guard.FINAL_CLOSING);
            }
        }
        return guards;
    }

    private static final Set<Guard> COMMITTED = Set.of(
            Guard.ANNOUNCEMENT,
            Guard.FILINGS_DECIDED,
            Guard.BINDING_COMMITMENT,
            Guard.SHAREHOLDING,
            Guard.NAMED_PARTIES);

    /** The guards of a state that the evidence does not show; what an observed record names as not shown. */
    static Set<Guard> notShown(Evidence evidence) {
        Set<Guard> guards = obligations(evidence.target());
        guards.removeIf(guard -> isShown(guard, evidence));
        return guards;
    }
}
