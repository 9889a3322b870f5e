package org.ckep.policy.instrument;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ckep.kernel.value.FuzzyDate;
import org.jspecify.annotations.Nullable;

/** Derives from the parties' acts for whom an instrument is in force on a day. */
final class InForce {
    private InForce() {}

    /**
     * The parties for which it is in force on that day, each with the day from which it is. A party is counted only where
     * its date lies certainly on or before the day.
     */
    static Map<String, FuzzyDate> byParty(Collection<PartyAct> acts, LocalDate day) {
        Map<String, FuzzyDate> since = new TreeMap<>();
        for (PartyAct act : acts) {
            FuzzyDate effective = act.effectiveOn();
            if (act.act() == PartyActKind.ENTRY_INTO_FORCE && effective != null && reached(effective, day)) {
                since.put(act.party(), effective);
            }
        }
        for (PartyAct act : acts) {
            FuzzyDate effective = act.effectiveOn();
            if (act.act() == PartyActKind.WITHDRAWAL && effective != null && reached(effective, day)) {
                since.remove(act.party());
            }
        }
        return since;
    }

    /**
     * True where it is in force as a whole: for both parties of a bilateral one, for the one of a unilateral one, and by
     * its own rule for a plurilateral one.
     *
     * @param minParties the number of parties that the rule of a plurilateral instrument asks for; null for all
     */
    static boolean overall(
            InstrumentLevel level,
            List<String> parties,
            @Nullable Integer minParties,
            Collection<PartyAct> acts,
            LocalDate day) {
        Map<String, FuzzyDate> since = byParty(acts, day);
        if (parties.isEmpty() || since.isEmpty()) {
            return false;
        }
        return switch (level) {
            case BILATERAL, UNILATERAL -> since.keySet().containsAll(parties);
            case PLURILATERAL -> minParties == null ? since.keySet().containsAll(parties) : since.size() >= minParties;
        };
    }

    /** The first day on which it is in force as a whole by the acts recorded so far, future days included. */
    static Optional<LocalDate> since(
            InstrumentLevel level, List<String> parties, @Nullable Integer minParties, Collection<PartyAct> acts) {
        return acts.stream()
                .filter(act -> act.act() == PartyActKind.ENTRY_INTO_FORCE && act.effectiveOn() != null)
                .map(act -> act.effectiveOn().end())
                .sorted()
                .filter(day -> overall(level, parties, minParties, acts, day))
                .findFirst();
    }

    private static boolean reached(FuzzyDate date, LocalDate day) {
        return !date.end().isAfter(day);
    }
}
