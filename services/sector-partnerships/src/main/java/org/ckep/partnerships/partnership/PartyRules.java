package org.ckep.partnerships.partnership;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.problem.ProblemType;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.partnerships.organisation.OrganisationSide;
import org.jspecify.annotations.Nullable;

/** What must hold of the parties of a partnership, whatever its sources. */
final class PartyRules {
    private PartyRules() {}

    /** P1: at least one party of each side; parties of third countries are extra. */
    static boolean isEachSideRepresented(List<Party> parties) {
        return hasSide(parties, OrganisationSide.CN) && hasSide(parties, OrganisationSide.KR);
    }

    private static boolean hasSide(List<Party> parties, OrganisationSide side) {
        return parties.stream().anyMatch(party -> party.side() == side);
    }

    /**
     * The first rule that these parties break in this state, if any: at least two distinct parties, nobody in partnership
     * with itself or on both sides, P1, P6, P8, and no party without a name where the state needs names.
     *
     * @param start first day of the partnership, null where not stated
     * @param end last day, null where open or not stated
     */
    static Optional<ProblemException> check(
            StateName state, List<Party> parties, @Nullable FuzzyDate start, @Nullable FuzzyDate end) {
        if (start != null && end != null && start.isCertainlyAfter(end)) {
            return problem(
                    PartnershipProblem.END_BEFORE_START, "/end", "The end " + end + " lies before " + start + ".");
        }
        if (parties.size() < 2) {
            return problem(PartnershipProblem.TOO_FEW_PARTIES, "/parties", "A partnership has at least two parties.");
        }
        Map<Urn, OrganisationSide> sides = new HashMap<>();
        Set<Urn> named = new HashSet<>();
        for (int i = 0; i < parties.size(); i++) {
            Party party = parties.get(i);
            String pointer = "/parties/" + i;
            Urn org = party.ref().orgId();
            if (org != null) {
                named.add(org);
                OrganisationSide side = party.side();
                OrganisationSide earlier = side == null ? null : sides.putIfAbsent(org, side);
                if (earlier != null && earlier != side) {
                    return problem(
                            PartnershipProblem.ORGANISATION_ON_BOTH_SIDES,
                            pointer,
                            "The same organisation stands on both sides.");
                }
            } else if (!state.allowsUnnamedParties()) {
                return problem(PartnershipProblem.UNNAMED_PARTY, pointer, state + " needs every party named.");
            }
            Optional<ProblemException> placement = placement(party, pointer, start, end);
            if (placement.isPresent()) {
                return placement;
            }
        }
        if (named.size() == 1 && parties.stream().allMatch(party -> party.ref().isNamed())) {
            return problem(
                    PartnershipProblem.PARTNERSHIP_WITH_ONESELF,
                    "/parties",
                    "Nobody is in partnership with itself; a renamed or merged organisation is one organisation.");
        }
        Optional<ProblemException> twice = twice(parties);
        if (twice.isPresent()) {
            return twice;
        }
        if (state.isSignedOrLater() && !isEachSideRepresented(parties)) {
            return problem(
                    PartnershipProblem.SIDE_NOT_REPRESENTED,
                    "/parties",
                    "P1: from SIGNED on there is at least one party of each side.");
        }
        return Optional.empty();
    }

    /** P6: the party's interval lies inside the partnership's, and does not end before it begins. */
    private static Optional<ProblemException> placement(
            Party party, String pointer, @Nullable FuzzyDate start, @Nullable FuzzyDate end) {
        FuzzyDate from = party.from();
        FuzzyDate to = party.to();
        if (from != null && to != null && from.isCertainlyAfter(to)) {
            return problem(PartnershipProblem.END_BEFORE_START, pointer, "The party leaves before it joins.");
        }
        boolean early = start != null
                && ((from != null && start.isCertainlyAfter(from)) || (to != null && start.isCertainlyAfter(to)));
        boolean late = end != null
                && ((from != null && from.isCertainlyAfter(end)) || (to != null && to.isCertainlyAfter(end)));
        return early || late
                ? problem(
                        PartnershipProblem.PARTY_OUTSIDE_PARTNERSHIP,
                        pointer,
                        "P6: the party takes part outside the partnership's own time.")
                : Optional.empty();
    }

    /** P8: no party twice in the same role and time. */
    private static Optional<ProblemException> twice(List<Party> parties) {
        for (int i = 0; i < parties.size(); i++) {
            for (int j = i + 1; j < parties.size(); j++) {
                Party one = parties.get(i);
                Party other = parties.get(j);
                Urn org = one.ref().orgId();
                if (org != null
                        && org.equals(other.ref().orgId())
                        && one.role() == other.role()
                        && one.overlaps(other)) {
                    return problem(
                            PartnershipProblem.PARTY_TWICE,
                            "/parties/" + j,
                            "P8: this organisation already is " + one.role() + " at that time.");
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<ProblemException> problem(ProblemType type, String pointer, String message) {
        return Optional.of(
                new ProblemException(type, message).withErrors(FieldError.at(pointer, type.slug(), message)));
    }
}
