package org.ckep.policy.instrument;

import static org.ckep.kernel.problem.KernelProblem.STATE_FORBIDS;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.ckep.kernel.problem.Decision;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.value.FuzzyDate;
import org.jspecify.annotations.Nullable;

/** The stages of an instrument and the order of its parties' acts (domain model 11.2 and rule M5). */
final class InstrumentRules {
    private InstrumentRules() {}

    /**
     * What the rules know of an instrument.
     *
     * @param declared the stage that was declared last
     * @param minParties see {@link InForce#overall}
     */
    record Facts(
            InstrumentKind kind,
            InstrumentLevel level,
            InstrumentStage declared,
            List<String> parties,
            @Nullable Integer minParties,
            List<PartyAct> acts) {}

    /** The stage on a day: a signed instrument is in force once the acts say so. */
    static InstrumentStage stageOn(Facts facts, LocalDate day) {
        return facts.declared() == InstrumentStage.SIGNED
                        && InForce.overall(facts.level(), facts.parties(), facts.minParties(), facts.acts(), day)
                ? InstrumentStage.IN_FORCE
                : facts.declared();
    }

    /** Decides whether a stage may be declared. */
    static Decision<InstrumentStage> declare(Facts facts, InstrumentStage to, LocalDate today) {
        InstrumentStage now = stageOn(facts, today);
        List<InstrumentStage> open = now.next(facts.kind());
        List<String> allowed = open.stream().map(Enum::name).toList();
        if (to == now) {
            return Decision.unchanged();
        }
        if (to == InstrumentStage.IN_FORCE) {
            return Decision.refuse(
                    STATE_FORBIDS,
                    "IN_FORCE is derived from the parties' acts; record their ENTRY_INTO_FORCE instead.",
                    allowed);
        }
        if (!open.contains(to)) {
            return Decision.refuse(STATE_FORBIDS, "An instrument in " + now + " cannot become " + to + ".", allowed);
        }
        if (to == InstrumentStage.SIGNED) {
            Set<String> unsigned = new TreeSet<>(facts.parties());
            facts.acts().stream()
                    .filter(act -> act.act() == PartyActKind.SIGNATURE)
                    .map(PartyAct::party)
                    .forEach(unsigned::remove);
            if (facts.parties().isEmpty() || !unsigned.isEmpty()) {
                return Decision.refuse(
                        STATE_FORBIDS,
                        unsigned.isEmpty()
                                ? "A signed instrument has parties; none is recorded."
                                : "There is no signature by " + String.join(", ", unsigned) + " yet.",
                        allowed);
            }
        }
        return Decision.accept(to);
    }

    /** Rule M5: signature, then ratification, then effect; for a bilateral instrument across both parties. */
    static Optional<FieldError> outOfOrder(Facts facts, PartyAct added) {
        if (added.depositedOn() != null
                && added.effectiveOn() != null
                && added.depositedOn().isCertainlyAfter(added.effectiveOn())) {
            return Optional.of(FieldError.at(
                    "/effectiveOn",
                    "party-acts-out-of-order",
                    "An act has no effect before it is done: " + added.effectiveOn() + " is before "
                            + added.depositedOn() + "."));
        }
        for (PartyAct act : facts.acts()) {
            boolean ordered = act.party().equals(added.party())
                    || (facts.level() == InstrumentLevel.BILATERAL
                            && (added.act() == PartyActKind.ENTRY_INTO_FORCE
                                    || act.act() == PartyActKind.ENTRY_INTO_FORCE));
            if (!ordered) {
                continue;
            }
            if (act.act().comesBefore(added.act()) && precedes(added, act)) {
                return Optional.of(disorder(added, act, "before"));
            }
            if (added.act().comesBefore(act.act()) && precedes(act, added)) {
                return Optional.of(disorder(added, act, "after"));
            }
        }
        return Optional.empty();
    }

    /** True where the one that must come later certainly came earlier. */
    private static boolean precedes(PartyAct later, PartyAct earlier) {
        FuzzyDate shouldBeLater = later.act() == PartyActKind.ENTRY_INTO_FORCE && later.effectiveOn() != null
                ? later.effectiveOn()
                : later.orderedBy();
        FuzzyDate shouldBeEarlier = earlier.orderedBy();
        return shouldBeLater != null && shouldBeEarlier != null && shouldBeEarlier.isCertainlyAfter(shouldBeLater);
    }

    private static FieldError disorder(PartyAct added, PartyAct other, String where) {
        return FieldError.at(
                added.effectiveOn() != null ? "/effectiveOn" : "/depositedOn",
                "party-acts-out-of-order",
                added.act() + " of " + added.party() + " cannot lie " + where + " " + other.act() + " of "
                        + other.party() + " (" + other.orderedBy() + ").");
    }

    /** True where an instrument's level and the number of its parties contradict each other. */
    static Optional<FieldError> wrongNumberOfParties(
            InstrumentLevel level, Collection<String> parties, boolean complete) {
        int most =
                switch (level) {
                    case BILATERAL -> 2;
                    case UNILATERAL -> 1;
                    case PLURILATERAL -> Integer.MAX_VALUE;
                };
        int least =
                switch (level) {
                    case BILATERAL -> 2;
                    case UNILATERAL -> 1;
                    case PLURILATERAL -> 3;
                };
        boolean wrong = parties.size() > most || (complete && parties.size() < least);
        return wrong
                ? Optional.of(FieldError.at(
                        "/parties",
                        "wrong-number-of-parties",
                        "A " + level + " instrument does not have the parties "
                                + parties.stream().sorted().collect(Collectors.joining(", ")) + "."))
                : Optional.empty();
    }
}
