package org.ckep.partnerships.partnership;

import static org.ckep.partnerships.partnership.PartnershipProblem.ACTIVITY_REPORT_NEEDED;
import static org.ckep.partnerships.partnership.PartnershipProblem.BINDING_WITHOUT_DOCUMENT;
import static org.ckep.partnerships.partnership.PartnershipProblem.DATE_IN_FUTURE;
import static org.ckep.partnerships.partnership.PartnershipProblem.DATE_MISSING;
import static org.ckep.partnerships.partnership.PartnershipProblem.DELIVERABLES_OPEN;
import static org.ckep.partnerships.partnership.PartnershipProblem.END_NOT_REACHED;
import static org.ckep.partnerships.partnership.PartnershipProblem.GROUP_CANNOT_SIGN;
import static org.ckep.partnerships.partnership.PartnershipProblem.IP_TERMS_MISSING;
import static org.ckep.partnerships.partnership.PartnershipProblem.LAPSE_NOT_DUE;
import static org.ckep.partnerships.partnership.PartnershipProblem.LICENCE_MISSING;
import static org.ckep.partnerships.partnership.PartnershipProblem.REASON_MISSING;
import static org.ckep.partnerships.partnership.PartnershipProblem.SIDE_NOT_REPRESENTED;
import static org.ckep.partnerships.partnership.PartnershipProblem.SIGNATURE_INCOMPLETE;
import static org.ckep.partnerships.partnership.PartnershipProblem.START_NOT_REACHED;
import static org.ckep.partnerships.partnership.PartnershipProblem.STATEMENT_MISSING;
import static org.ckep.partnerships.partnership.PartnershipProblem.UNNAMED_PARTY;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.problem.Decision;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.value.FuzzyDate;
import org.jspecify.annotations.Nullable;

/** The state machine of partnerships: which command leads where, and what must hold. Pure; the day is an argument. */
final class PartnershipRules {
    /** Months without an activity report after which a non-binding document has lapsed. */
    static final int MONTHS_UNTIL_LAPSE = 12;

    private PartnershipRules() {}

    /**
     * Decides one command.
     *
     * @param open the next states open to this caller from here, named in a refusal
     * @param today the day on which the command is given
     */
    static Decision<PartnershipState> decide(
            PartnershipState state,
            PartnershipCommand command,
            PartnershipFacts facts,
            List<StateName> open,
            LocalDate today) {
        Refusals no = new Refusals(state.name(), open);
        FuzzyDate day = command.day();
        if (day != null && day.isCertainlyAfter(today)) {
            return no.because(DATE_IN_FUTURE, "The day " + day + " has not come yet.");
        }
        FuzzyDate on = day == null ? FuzzyDate.day(today) : day;
        return switch (command) {
            case PartnershipCommand.Dismiss dismiss ->
                switch (state.name()) {
                    case EXPECTED -> dismiss(dismiss, no);
                    case EXPLORING,
                            NEGOTIATING,
                            SIGNED,
                            ACTIVE,
                            ON_HOLD,
                            LAPSED,
                            DISMISSED,
                            COMPLETED,
                            TERMINATED,
                            EXPIRED -> no.undefined(StateName.DISMISSED);
                };
            case PartnershipCommand.Explore explore ->
                switch (state.name()) {
                    case EXPECTED -> explore(explore, on, no);
                    case EXPLORING,
                            NEGOTIATING,
                            SIGNED,
                            ACTIVE,
                            ON_HOLD,
                            LAPSED,
                            DISMISSED,
                            COMPLETED,
                            TERMINATED,
                            EXPIRED -> no.undefined(StateName.EXPLORING);
                };
            case PartnershipCommand.Negotiate negotiate ->
                switch (state.name()) {
                    case EXPLORING -> negotiate(facts, on, no);
                    case EXPECTED,
                            NEGOTIATING,
                            SIGNED,
                            ACTIVE,
                            ON_HOLD,
                            LAPSED,
                            DISMISSED,
                            COMPLETED,
                            TERMINATED,
                            EXPIRED -> no.undefined(StateName.NEGOTIATING);
                };
            case PartnershipCommand.Sign sign ->
                switch (state.name()) {
                    case EXPLORING, NEGOTIATING -> sign(sign.signature(), facts, no);
                    case LAPSED ->
                        no.because(ACTIVITY_REPORT_NEEDED, "LAPSED is left only by filing an activity report.");
                    case EXPECTED, SIGNED, ACTIVE, ON_HOLD, DISMISSED, COMPLETED, TERMINATED, EXPIRED ->
                        no.undefined(StateName.SIGNED);
                };
            case PartnershipCommand.Activate activate ->
                switch (state.name()) {
                    case SIGNED -> activate(activate, facts, on, today, no);
                    case ON_HOLD -> withReason(activate.reason(), new PartnershipState.Active(on), no);
                    case EXPECTED, EXPLORING, NEGOTIATING, ACTIVE, LAPSED, DISMISSED, COMPLETED, TERMINATED, EXPIRED ->
                        no.undefined(StateName.ACTIVE);
                };
            case PartnershipCommand.Hold hold ->
                switch (state.name()) {
                    case ACTIVE -> withReason(hold.reason(), new PartnershipState.OnHold(on, hold.reason()), no);
                    case EXPECTED,
                            EXPLORING,
                            NEGOTIATING,
                            SIGNED,
                            ON_HOLD,
                            LAPSED,
                            DISMISSED,
                            COMPLETED,
                            TERMINATED,
                            EXPIRED -> no.undefined(StateName.ON_HOLD);
                };
            case PartnershipCommand.Complete complete ->
                switch (state.name()) {
                    case SIGNED, ACTIVE, ON_HOLD -> complete(facts, on, no);
                    case EXPECTED, EXPLORING, NEGOTIATING, LAPSED, DISMISSED, COMPLETED, TERMINATED, EXPIRED ->
                        no.undefined(StateName.COMPLETED);
                };
            case PartnershipCommand.Terminate terminate ->
                switch (state.name()) {
                    case SIGNED, ACTIVE, ON_HOLD ->
                        withReason(terminate.reason(), new PartnershipState.Terminated(on, terminate.reason()), no);
                    case EXPECTED, EXPLORING, NEGOTIATING, LAPSED, DISMISSED, COMPLETED, TERMINATED, EXPIRED ->
                        no.undefined(StateName.TERMINATED);
                };
            case PartnershipCommand.Expire expire ->
                switch (state.name()) {
                    case SIGNED, ACTIVE -> expire(facts, today, no);
                    case EXPECTED, EXPLORING, NEGOTIATING, ON_HOLD, LAPSED, DISMISSED, COMPLETED, TERMINATED, EXPIRED ->
                        no.undefined(StateName.EXPIRED);
                };
            case PartnershipCommand.Lapse lapse ->
                switch (state.name()) {
                    case SIGNED -> lapse(facts, today, no);
                    case EXPECTED,
                            EXPLORING,
                            NEGOTIATING,
                            ACTIVE,
                            ON_HOLD,
                            LAPSED,
                            DISMISSED,
                            COMPLETED,
                            TERMINATED,
                            EXPIRED -> no.undefined(StateName.LAPSED);
                };
            case PartnershipCommand.Report report ->
                switch (state.name()) {
                    case LAPSED ->
                        Decision.accept(
                                new PartnershipState.Signed(facts.signature().on()));
                    case SIGNED, ACTIVE, ON_HOLD -> Decision.unchanged();
                    case EXPECTED, EXPLORING, NEGOTIATING ->
                        no.because(KernelProblem.STATE_FORBIDS, "Activity is reported from SIGNED on.");
                    case DISMISSED, COMPLETED, TERMINATED, EXPIRED ->
                        no.because(KernelProblem.STATE_FORBIDS, "The partnership is closed: " + state.name() + ".");
                };
        };
    }

    private static Decision<PartnershipState> dismiss(PartnershipCommand.Dismiss command, Refusals no) {
        FuzzyDate on = command.on();
        return on == null
                ? no.because(DATE_MISSING, "DISMISSED needs the day (on) since when it is known not to come about.")
                : Decision.accept(new PartnershipState.Dismissed(on, command.reason()));
    }

    private static Decision<PartnershipState> explore(PartnershipCommand.Explore command, FuzzyDate on, Refusals no) {
        return command.statementOfAParty()
                ? Decision.accept(new PartnershipState.Exploring(on))
                : no.because(
                        STATEMENT_MISSING,
                        "EXPLORING needs a source that is a statement of a party or of a government.");
    }

    private static Decision<PartnershipState> negotiate(PartnershipFacts facts, FuzzyDate on, Refusals no) {
        return hasUnnamed(facts)
                ? no.because(UNNAMED_PARTY, "NEGOTIATING needs every party named.")
                : Decision.accept(new PartnershipState.Negotiating(on));
    }

    private static Decision<PartnershipState> sign(Signature signature, PartnershipFacts facts, Refusals no) {
        if (hasUnnamed(facts)) {
            return no.because(UNNAMED_PARTY, "SIGNED needs every party named.");
        }
        if (!PartyRules.isEachSideRepresented(facts.parties())) {
            return no.because(SIDE_NOT_REPRESENTED, "P1: SIGNED needs at least one party of each side.");
        }
        if (facts.parties().stream().anyMatch(Party::group)) {
            return no.because(
                    GROUP_CANNOT_SIGN, "P10: a group cannot be a party from SIGNED on; name the company that signs.");
        }
        if (signature.binding() == Binding.BINDING && signature.document() == null) {
            return no.because(BINDING_WITHOUT_DOCUMENT, "What binds is a document: name it with its SHA-256.");
        }
        Set<Guard> missing = unsigned(signature);
        if (!missing.isEmpty()) {
            return no.because(SIGNATURE_INCOMPLETE, "The signature lacks " + words(missing) + ".");
        }
        return Decision.accept(new PartnershipState.Signed(signature.on()));
    }

    private static Decision<PartnershipState> activate(
            PartnershipCommand.Activate command, PartnershipFacts facts, FuzzyDate on, LocalDate today, Refusals no) {
        FuzzyDate start = facts.start() == null ? command.on() : facts.start();
        if (!isReached(start, today)) {
            return no.because(START_NOT_REACHED, "ACTIVE needs a start that has been reached.");
        }
        if (!areLicencesInForce(facts, today)) {
            return no.because(
                    LICENCE_MISSING,
                    "P4: a controlled technology flows without a licence in force and without an exemption.");
        }
        if (facts.kind().needsIpTerms() && !facts.ipTerms()) {
            return no.because(IP_TERMS_MISSING, facts.kind() + " needs terms for intellectual property before ACTIVE.");
        }
        return Decision.accept(new PartnershipState.Active(on));
    }

    private static Decision<PartnershipState> complete(PartnershipFacts facts, FuzzyDate on, Refusals no) {
        return facts.openDeliverables() > 0
                ? no.because(DELIVERABLES_OPEN, facts.openDeliverables() + " deliverables are open.")
                : Decision.accept(new PartnershipState.Completed(on));
    }

    private static Decision<PartnershipState> expire(PartnershipFacts facts, LocalDate today, Refusals no) {
        FuzzyDate end = facts.end();
        return end != null && today.isAfter(end.end())
                ? Decision.accept(new PartnershipState.Expired(end))
                : no.because(END_NOT_REACHED, "The end has not passed.");
    }

    private static Decision<PartnershipState> lapse(PartnershipFacts facts, LocalDate today, Refusals no) {
        return isLapseDue(facts, today)
                ? Decision.accept(new PartnershipState.Lapsed(FuzzyDate.day(today)))
                : no.because(
                        LAPSE_NOT_DUE,
                        "Only a non-binding document lapses, " + MONTHS_UNTIL_LAPSE + " months after the last report.");
    }

    private static Decision<PartnershipState> withReason(@Nullable String reason, PartnershipState next, Refusals no) {
        return reason == null || reason.isBlank()
                ? no.because(REASON_MISSING, next.name() + " needs a reason.")
                : Decision.accept(next);
    }

    /**
     * In which mood a partnership in that state is told: who explores says so, what is signed is a fact. States before and
     * beside keep their mood.
     *
     * @param before the mood until now
     */
    static Modality modalityIn(StateName state, Modality before) {
        return switch (state) {
            case EXPECTED, DISMISSED -> before;
            case EXPLORING, NEGOTIATING -> before.onlyOnRequest() ? Modality.STATED_INTENT : before;
            case SIGNED, ACTIVE, ON_HOLD, COMPLETED, TERMINATED, EXPIRED, LAPSED ->
                before == Modality.MEASURED ? Modality.MEASURED : Modality.ASSERTED;
        };
    }

    /**
     * The guards on the way to a state that the given data does not prove: what an observed record must name in
     * {@code guardsNotShown}. Invariants that a source cannot excuse are not among them.
     *
     * @param statementOfAParty true where a source is a party's or a government's own statement
     */
    static Set<Guard> unproven(
            PartnershipState state, PartnershipFacts facts, boolean statementOfAParty, LocalDate today) {
        Set<Guard> unproven = EnumSet.noneOf(Guard.class);
        StateName name = state.name();
        if (name != StateName.EXPECTED && name != StateName.DISMISSED && !statementOfAParty) {
            unproven.add(Guard.STATEMENT_OF_A_PARTY);
        }
        if (name.isSignedOrLater()) {
            unproven.addAll(unsigned(facts.signature()));
            if (facts.parties().stream().anyMatch(Party::group)) {
                unproven.add(Guard.NO_GROUP_PARTY);
            }
        }
        switch (name) {
            case ACTIVE, ON_HOLD -> unproven.addAll(notActive(facts, today));
            case COMPLETED -> {
                if (facts.openDeliverables() > 0) {
                    unproven.add(Guard.DELIVERABLES_CLOSED);
                }
            }
            case EXPIRED -> {
                if (facts.end() == null || !today.isAfter(facts.end().end())) {
                    unproven.add(Guard.END_REACHED);
                }
            }
            case LAPSED -> {
                if (!isLapseDue(facts, today)) {
                    unproven.add(Guard.LAPSE_DUE);
                }
            }
            case EXPECTED, DISMISSED, EXPLORING, NEGOTIATING, SIGNED, TERMINATED -> {}
        }
        if ((name == StateName.ON_HOLD || name == StateName.TERMINATED) && state.reason() == null) {
            unproven.add(Guard.REASON_KNOWN);
        }
        return unproven;
    }

    private static Set<Guard> unsigned(Signature signature) {
        Set<Guard> missing = EnumSet.noneOf(Guard.class);
        if (signature.document() == null) {
            missing.add(Guard.SIGNED_DOCUMENT);
        }
        if (!signature.isSignedBy(Side.CN) || !signature.isSignedBy(Side.KR)) {
            missing.add(Guard.SIGNATORIES);
        }
        if (signature.on() == null) {
            missing.add(Guard.SIGNING_DATE);
        }
        if (signature.binding() == Binding.UNKNOWN) {
            missing.add(Guard.BINDING_KNOWN);
        }
        return missing;
    }

    private static Set<Guard> notActive(PartnershipFacts facts, LocalDate today) {
        Set<Guard> missing = EnumSet.noneOf(Guard.class);
        if (!isReached(facts.start(), today)) {
            missing.add(Guard.START_REACHED);
        }
        if (!areLicencesInForce(facts, today)) {
            missing.add(Guard.LICENCES_IN_FORCE);
        }
        if (facts.kind().needsIpTerms() && !facts.ipTerms()) {
            missing.add(Guard.IP_TERMS);
        }
        return missing;
    }

    private static boolean isReached(@Nullable FuzzyDate start, LocalDate today) {
        return start != null && !start.isCertainlyAfter(today);
    }

    private static boolean areLicencesInForce(PartnershipFacts facts, LocalDate today) {
        return facts.flows().stream().allMatch(flow -> flow.isClearedOn(today));
    }

    private static boolean hasUnnamed(PartnershipFacts facts) {
        return facts.parties().stream().anyMatch(party -> !party.ref().isNamed());
    }

    private static boolean isLapseDue(PartnershipFacts facts, LocalDate today) {
        FuzzyDate signedOn = facts.signature().on();
        if (signedOn == null || facts.signature().binding() != Binding.NON_BINDING) {
            return false;
        }
        LocalDate heardOf = signedOn.end();
        LocalDate report = facts.lastReport();
        if (report != null && report.isAfter(heardOf)) {
            heardOf = report;
        }
        return !today.isBefore(heardOf.plusMonths(MONTHS_UNTIL_LAPSE));
    }

    private static String words(Set<Guard> guards) {
        return guards.stream()
                .map(guard -> guard.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
    }
}
