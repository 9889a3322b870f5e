package org.ckep.partnerships.partnership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.ProblemType;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.OrgRef;
import org.ckep.partnerships.organisation.OrganisationSide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PartyRulesTest {
    private static final Urn CN_COMPANY = Urn.random("organisation");
    private static final Urn KR_COMPANY = Urn.random("organisation");

    @Test
    void twoNamedPartiesOfBothSidesAreFine() {
        assertAccepted(
                StateName.SIGNED, named(CN_COMPANY, OrganisationSide.CN), named(KR_COMPANY, OrganisationSide.KR));
    }

    @Test
    void aPartnershipHasTwoParties() {
        assertRefused(PartnershipProblem.TOO_FEW_PARTIES, StateName.EXPECTED, named(KR_COMPANY, OrganisationSide.KR));
    }

    @Test
    void aPartnershipWithOneselfIsRefused() {
        assertRefused(
                PartnershipProblem.PARTNERSHIP_WITH_ONESELF,
                StateName.EXPLORING,
                party(KR_COMPANY, OrganisationSide.KR, PartyRole.LICENSOR, null, null),
                party(KR_COMPANY, OrganisationSide.KR, PartyRole.LICENSEE, null, null));
    }

    @Test
    void theSameOrganisationOnBothSidesIsRefused() {
        assertRefused(
                PartnershipProblem.ORGANISATION_ON_BOTH_SIDES,
                StateName.EXPLORING,
                named(KR_COMPANY, OrganisationSide.KR),
                named(KR_COMPANY, OrganisationSide.CN));
    }

    @ParameterizedTest
    @MethodSource("states")
    void unnamedPartiesAreLegalWhereTheStateAllowsThem(StateName state) {
        Party[] parties = {named(KR_COMPANY, OrganisationSide.KR), unnamed(Side.CN)};
        if (state == StateName.EXPECTED || state == StateName.DISMISSED || state == StateName.EXPLORING) {
            assertAccepted(state, parties);
        } else {
            assertRefused(PartnershipProblem.UNNAMED_PARTY, state, parties);
        }
    }

    @ParameterizedTest
    @MethodSource("states")
    void p1_eachSideHasAPartyFromSignedOn(StateName state) {
        Party[] parties = {
            named(KR_COMPANY, OrganisationSide.KR), named(Urn.random("organisation"), OrganisationSide.THIRD)
        };
        if (state.isSignedOrLater()) {
            assertRefused(PartnershipProblem.SIDE_NOT_REPRESENTED, state, parties);
        } else {
            assertAccepted(state, parties);
        }
    }

    static Stream<StateName> states() {
        return Arrays.stream(StateName.values());
    }

    @Test
    void p6_aPartyTakesPartWithinThePartnership() {
        List<Party> early = List.of(
                party(CN_COMPANY, OrganisationSide.CN, PartyRole.LEAD, "2019", null),
                named(KR_COMPANY, OrganisationSide.KR));
        List<Party> late = List.of(
                party(CN_COMPANY, OrganisationSide.CN, PartyRole.LEAD, null, "2031-01"),
                named(KR_COMPANY, OrganisationSide.KR));
        List<Party> within = List.of(
                party(CN_COMPANY, OrganisationSide.CN, PartyRole.LEAD, "2020", "2030"),
                named(KR_COMPANY, OrganisationSide.KR));
        assertThat(typeOf(early)).isEqualTo(PartnershipProblem.PARTY_OUTSIDE_PARTNERSHIP);
        assertThat(typeOf(late)).isEqualTo(PartnershipProblem.PARTY_OUTSIDE_PARTNERSHIP);
        assertThat(typeOf(within)).isNull();
    }

    private static @Nullable ProblemType typeOf(List<Party> parties) {
        return PartyRules.check(StateName.ACTIVE, parties, FuzzyDate.parse("2020-06"), FuzzyDate.parse("2030-06-30"))
                .map(problem -> problem.type())
                .orElse(null);
    }

    @Test
    void anEndBeforeTheStartIsRefused() {
        List<Party> parties = List.of(named(CN_COMPANY, OrganisationSide.CN), named(KR_COMPANY, OrganisationSide.KR));
        assertThat(PartyRules.check(
                        StateName.ACTIVE, parties, FuzzyDate.parse("2026-02"), FuzzyDate.parse("2026-01-31")))
                .hasValueSatisfying(
                        problem -> assertThat(problem.type()).isEqualTo(PartnershipProblem.END_BEFORE_START));
        assertThat(PartyRules.check(StateName.ACTIVE, parties, FuzzyDate.parse("2026-02"), FuzzyDate.parse("2026")))
                .isEmpty();
    }

    @Test
    void aPartyThatLeavesBeforeItJoinsIsRefused() {
        assertRefused(
                PartnershipProblem.END_BEFORE_START,
                StateName.EXPLORING,
                party(CN_COMPANY, OrganisationSide.CN, PartyRole.LEAD, "2026", "2025"),
                named(KR_COMPANY, OrganisationSide.KR));
    }

    @Test
    void p8_nobodyIsAPartyTwiceInTheSameRoleAndTime() {
        Party until2022 = party(CN_COMPANY, OrganisationSide.CN, PartyRole.LEAD, "2020", "2022");
        Party from2022 = party(CN_COMPANY, OrganisationSide.CN, PartyRole.LEAD, "2022", null);
        Party from2023 = party(CN_COMPANY, OrganisationSide.CN, PartyRole.LEAD, "2023", null);
        Party host = party(CN_COMPANY, OrganisationSide.CN, PartyRole.HOST, "2020", null);
        Party other = named(KR_COMPANY, OrganisationSide.KR);
        assertRefused(PartnershipProblem.PARTY_TWICE, StateName.SIGNED, until2022, from2022, other);
        assertAccepted(StateName.SIGNED, until2022, from2023, other);
        assertAccepted(StateName.SIGNED, until2022, host, other);
    }

    private static void assertAccepted(StateName state, Party... parties) {
        assertThat(PartyRules.check(state, List.of(parties), null, null)).isEmpty();
    }

    private static void assertRefused(ProblemType type, StateName state, Party... parties) {
        assertThat(PartyRules.check(state, List.of(parties), null, null)).hasValueSatisfying(problem -> {
            assertThat(problem.type()).isEqualTo(type);
            assertThat(problem.errors()).singleElement().satisfies(error -> assertThat(error.pointer())
                    .startsWith("/parties"));
        });
    }

    private static Party named(Urn org, OrganisationSide side) {
        return party(org, side, PartyRole.PARTNER, null, null);
    }

    private static Party party(
            Urn org, OrganisationSide side, PartyRole role, @Nullable String from, @Nullable String to) {
        return new Party(
                OrgRef.named(org),
                side,
                role,
                from == null ? null : FuzzyDate.parse(from),
                to == null ? null : FuzzyDate.parse(to),
                false);
    }

    private static Party unnamed(Side side) {
        return new Party(OrgRef.unnamed(side, null), OrganisationSide.of(side), PartyRole.PARTNER, null, null, false);
    }
}
