package org.ckep.partnerships.partnership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.partnerships.partnership.RuleExamples.PAST;
import static org.ckep.partnerships.partnership.RuleExamples.SIGNED_BY_BOTH;
import static org.ckep.partnerships.partnership.RuleExamples.TODAY;
import static org.ckep.partnerships.partnership.RuleExamples.command;
import static org.ckep.partnerships.partnership.RuleExamples.facts;
import static org.ckep.partnerships.partnership.RuleExamples.lapsing;
import static org.ckep.partnerships.partnership.RuleExamples.party;
import static org.ckep.partnerships.partnership.RuleExamples.state;
import static org.ckep.partnerships.partnership.RuleExamples.unnamed;
import static org.ckep.partnerships.partnership.RuleExamples.withFlow;
import static org.ckep.partnerships.partnership.StateName.ACTIVE;
import static org.ckep.partnerships.partnership.StateName.COMPLETED;
import static org.ckep.partnerships.partnership.StateName.DISMISSED;
import static org.ckep.partnerships.partnership.StateName.EXPECTED;
import static org.ckep.partnerships.partnership.StateName.EXPIRED;
import static org.ckep.partnerships.partnership.StateName.EXPLORING;
import static org.ckep.partnerships.partnership.StateName.LAPSED;
import static org.ckep.partnerships.partnership.StateName.NEGOTIATING;
import static org.ckep.partnerships.partnership.StateName.ON_HOLD;
import static org.ckep.partnerships.partnership.StateName.SIGNED;
import static org.ckep.partnerships.partnership.StateName.TERMINATED;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.Decision;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemType;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.OrgRef;
import org.ckep.partnerships.organisation.OrganisationSide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The state machine of section 10.2: every state with every command, and every guard accepted and refused. */
class PartnershipRulesTest {
    /** Which commands each state accepts when every guard holds: the table, written down a second time. */
    private static final Map<StateName, Set<StateName>> TABLE = new EnumMap<>(Map.ofEntries(
            Map.entry(EXPECTED, EnumSet.of(DISMISSED, EXPLORING)),
            Map.entry(DISMISSED, EnumSet.noneOf(StateName.class)),
            Map.entry(EXPLORING, EnumSet.of(NEGOTIATING, SIGNED)),
            Map.entry(NEGOTIATING, EnumSet.of(SIGNED)),
            Map.entry(SIGNED, EnumSet.of(ACTIVE, COMPLETED, TERMINATED, EXPIRED, LAPSED)),
            Map.entry(ACTIVE, EnumSet.of(ON_HOLD, COMPLETED, TERMINATED, EXPIRED)),
            Map.entry(ON_HOLD, EnumSet.of(ACTIVE, COMPLETED, TERMINATED)),
            Map.entry(COMPLETED, EnumSet.noneOf(StateName.class)),
            Map.entry(TERMINATED, EnumSet.noneOf(StateName.class)),
            Map.entry(EXPIRED, EnumSet.noneOf(StateName.class)),
            Map.entry(LAPSED, EnumSet.of(SIGNED))));

    static Stream<Arguments> everyCombination() {
        List<Arguments> combinations = new ArrayList<>();
        for (StateName from : StateName.values()) {
            for (StateName to : StateName.values()) {
                if (to != EXPECTED) {
                    combinations.add(Arguments.of(from, to));
                }
            }
        }
        return combinations.stream();
    }

    @ParameterizedTest
    @MethodSource("everyCombination")
    void everyStateWithEveryCommandHasTheOutcomeOfTheTable(StateName from, StateName to) {
        Decision<PartnershipState> decision =
                PartnershipRules.decide(state(from), command(from, to), facts(to), from.successors(), TODAY);
        if (TABLE.get(from).contains(to)) {
            assertThat(decision).isInstanceOf(Decision.Accepted.class);
            PartnershipState next = ((Decision.Accepted<PartnershipState>) decision).next();
            assertThat(next.name()).isEqualTo(to);
        } else {
            assertThat(decision).isInstanceOf(Decision.Refused.class);
            Decision.Refused<PartnershipState> refused = (Decision.Refused<PartnershipState>) decision;
            assertThat(refused.type()).isEqualTo(KernelProblem.STATE_FORBIDS);
            assertThat(refused.allowed())
                    .containsExactlyElementsOf(
                            from.successors().stream().map(StateName::name).toList());
        }
        assertThat(Set.copyOf(from.successors())).isEqualTo(TABLE.get(from));
    }

    @ParameterizedTest
    @MethodSource("everyState")
    void p12_onlyLapsedIsLeftByAReport(StateName from) {
        Decision<PartnershipState> decision = PartnershipRules.decide(
                state(from), new PartnershipCommand.Report(TODAY), facts(SIGNED), from.successors(), TODAY);
        switch (from) {
            case LAPSED ->
                assertThat(decision).isEqualTo(Decision.accept(new PartnershipState.Signed(SIGNED_BY_BOTH.on())));
            case SIGNED, ACTIVE, ON_HOLD -> assertThat(decision).isEqualTo(Decision.unchanged());
            case EXPECTED, EXPLORING, NEGOTIATING, DISMISSED, COMPLETED, TERMINATED, EXPIRED ->
                assertRefused(decision, KernelProblem.STATE_FORBIDS);
        }
    }

    static Stream<StateName> everyState() {
        return Stream.of(StateName.values());
    }

    @Test
    void p12_lapsedIsNotLeftByASignature() {
        assertRefused(
                decide(LAPSED, new PartnershipCommand.Sign(SIGNED_BY_BOTH), facts(SIGNED)),
                PartnershipProblem.ACTIVITY_REPORT_NEEDED);
    }

    @Test
    void dismissedNeedsADay() {
        assertRefused(
                decide(EXPECTED, new PartnershipCommand.Dismiss(null, null), facts(EXPECTED)),
                PartnershipProblem.DATE_MISSING);
    }

    @Test
    void exploringNeedsAStatementOfAParty() {
        assertRefused(
                decide(EXPECTED, new PartnershipCommand.Explore(PAST, false), facts(EXPLORING)),
                PartnershipProblem.STATEMENT_MISSING);
    }

    @Test
    void negotiatingAndSigningNeedEveryPartyNamed() {
        PartnershipFacts unnamed = facts(SIGNED, party(OrganisationSide.KR), unnamed(Side.CN));
        assertRefused(
                decide(EXPLORING, new PartnershipCommand.Negotiate(PAST), unnamed), PartnershipProblem.UNNAMED_PARTY);
        assertRefused(
                decide(EXPLORING, new PartnershipCommand.Sign(SIGNED_BY_BOTH), unnamed),
                PartnershipProblem.UNNAMED_PARTY);
    }

    @Test
    void p1_signingNeedsAPartyOfEachSide() {
        PartnershipFacts third = facts(SIGNED, party(OrganisationSide.KR), party(OrganisationSide.THIRD));
        assertRefused(
                decide(NEGOTIATING, new PartnershipCommand.Sign(SIGNED_BY_BOTH), third),
                PartnershipProblem.SIDE_NOT_REPRESENTED);
    }

    @Test
    void p10_aGroupCannotSign() {
        Party group = new Party(
                OrgRef.named(Urn.random("organisation")), OrganisationSide.KR, PartyRole.PARTNER, null, null, true);
        assertRefused(
                decide(
                        NEGOTIATING,
                        new PartnershipCommand.Sign(SIGNED_BY_BOTH),
                        facts(SIGNED, group, party(OrganisationSide.CN))),
                PartnershipProblem.GROUP_CANNOT_SIGN);
    }

    @Test
    void aBindingMemorandumWithoutDocumentIsRefused() {
        Signature bindingOnly = new Signature(PAST, null, SIGNED_BY_BOTH.signatories(), Binding.BINDING);
        assertRefused(
                decide(NEGOTIATING, new PartnershipCommand.Sign(bindingOnly), facts(SIGNED)),
                PartnershipProblem.BINDING_WITHOUT_DOCUMENT);
    }

    static Stream<Signature> incompleteSignatures() {
        Signature.Document document = SIGNED_BY_BOTH.document();
        List<Signature.Signatory> both = SIGNED_BY_BOTH.signatories();
        return Stream.of(
                new Signature(PAST, null, both, Binding.NON_BINDING),
                new Signature(null, document, both, Binding.BINDING),
                new Signature(PAST, document, both.subList(0, 1), Binding.BINDING),
                new Signature(PAST, document, both, Binding.UNKNOWN));
    }

    @ParameterizedTest
    @MethodSource("incompleteSignatures")
    void signingNeedsDocumentDaySignatoriesAndBindingFlag(Signature signature) {
        assertRefused(
                decide(NEGOTIATING, new PartnershipCommand.Sign(signature), facts(SIGNED)),
                PartnershipProblem.SIGNATURE_INCOMPLETE);
    }

    @Test
    void activeNeedsAStartThatIsReached() {
        assertRefused(
                decide(
                        SIGNED,
                        new PartnershipCommand.Activate(null, null),
                        facts(ACTIVE).withStart(FuzzyDate.parse("2026-04"))),
                PartnershipProblem.START_NOT_REACHED);
        assertRefused(
                decide(
                        SIGNED,
                        new PartnershipCommand.Activate(null, null),
                        facts(ACTIVE).withStart(null)),
                PartnershipProblem.START_NOT_REACHED);
    }

    @Test
    void aFuzzyStartFailsOnlyWhenItCertainlyLiesAhead() {
        assertThat(decide(
                        SIGNED,
                        new PartnershipCommand.Activate(null, null),
                        facts(ACTIVE).withStart(FuzzyDate.parse("2026"))))
                .isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void p4_activeNeedsALicenceForControlledTechnology() {
        assertRefused(
                decide(SIGNED, new PartnershipCommand.Activate(null, null), withFlow(null, null)),
                PartnershipProblem.LICENCE_MISSING);
        TechnologyFlow.Licence expired = new TechnologyFlow.Licence("L-1", null, FuzzyDate.parse("2025"));
        assertRefused(
                decide(SIGNED, new PartnershipCommand.Activate(null, null), withFlow(expired, null)),
                PartnershipProblem.LICENCE_MISSING);
        TechnologyFlow.Licence inForce = new TechnologyFlow.Licence("L-2", FuzzyDate.parse("2026"), null);
        assertThat(decide(SIGNED, new PartnershipCommand.Activate(null, null), withFlow(inForce, null)))
                .isInstanceOf(Decision.Accepted.class);
        assertThat(decide(SIGNED, new PartnershipCommand.Activate(null, null), withFlow(null, "mature node")))
                .isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void jointResearchNeedsTermsForIntellectualProperty() {
        PartnershipFacts without = new PartnershipFacts(
                PartnershipKind.JOINT_RND,
                facts(ACTIVE).parties(),
                PAST,
                null,
                SIGNED_BY_BOTH,
                false,
                List.of(),
                0,
                null);
        assertRefused(
                decide(SIGNED, new PartnershipCommand.Activate(null, null), without),
                PartnershipProblem.IP_TERMS_MISSING);
    }

    @Test
    void holdingResumingAndTerminatingNeedAReason() {
        assertRefused(
                decide(ACTIVE, new PartnershipCommand.Hold(PAST, " "), facts(ACTIVE)),
                PartnershipProblem.REASON_MISSING);
        assertRefused(
                decide(ON_HOLD, new PartnershipCommand.Activate(PAST, null), facts(ACTIVE)),
                PartnershipProblem.REASON_MISSING);
        assertRefused(
                decide(SIGNED, new PartnershipCommand.Terminate(PAST, null), facts(ACTIVE)),
                PartnershipProblem.REASON_MISSING);
    }

    @Test
    void completedNeedsEveryDeliverableClosed() {
        PartnershipFacts open = new PartnershipFacts(
                PartnershipKind.SUPPLY, facts(ACTIVE).parties(), PAST, null, SIGNED_BY_BOTH, false, List.of(), 2, null);
        assertRefused(
                decide(ACTIVE, new PartnershipCommand.Complete(PAST), open), PartnershipProblem.DELIVERABLES_OPEN);
    }

    @Test
    void itExpiresOnlyAfterItsEnd() {
        assertRefused(
                decide(ACTIVE, new PartnershipCommand.Expire(), facts(ACTIVE)), PartnershipProblem.END_NOT_REACHED);
        PartnershipFacts thisMonth = new PartnershipFacts(
                PartnershipKind.SUPPLY,
                facts(ACTIVE).parties(),
                PAST,
                FuzzyDate.parse("2026-03"),
                SIGNED_BY_BOTH,
                false,
                List.of(),
                0,
                null);
        assertRefused(decide(ACTIVE, new PartnershipCommand.Expire(), thisMonth), PartnershipProblem.END_NOT_REACHED);
    }

    @Test
    void aBindingDocumentDoesNotLapse() {
        assertRefused(
                decide(SIGNED, new PartnershipCommand.Lapse(), lapsing(Binding.BINDING, null)),
                PartnershipProblem.LAPSE_NOT_DUE);
    }

    @Test
    void aReportPutsTheLapseOff() {
        assertThat(decide(SIGNED, new PartnershipCommand.Lapse(), lapsing(Binding.NON_BINDING, null)))
                .isInstanceOf(Decision.Accepted.class);
        assertRefused(
                decide(SIGNED, new PartnershipCommand.Lapse(), lapsing(Binding.NON_BINDING, LocalDate.of(2025, 3, 2))),
                PartnershipProblem.LAPSE_NOT_DUE);
        assertThat(decide(
                        SIGNED, new PartnershipCommand.Lapse(), lapsing(Binding.NON_BINDING, LocalDate.of(2025, 3, 1))))
                .isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void aDayInTheFutureIsRefused() {
        assertRefused(
                decide(EXPECTED, new PartnershipCommand.Explore(FuzzyDate.parse("2026-03-02"), true), facts(EXPLORING)),
                PartnershipProblem.DATE_IN_FUTURE);
    }

    @Test
    void anObservedActivePartnershipNamesWhatItsSourceDoesNotProve() {
        Party group = new Party(
                OrgRef.named(Urn.random("organisation")), OrganisationSide.KR, PartyRole.PARTNER, null, null, true);
        PartnershipFacts facts = new PartnershipFacts(
                PartnershipKind.JOINT_VENTURE,
                List.of(group, party(OrganisationSide.CN)),
                null,
                null,
                Signature.UNKNOWN,
                false,
                List.of(),
                0,
                null);
        assertThat(PartnershipRules.unproven(new PartnershipState.Active(null), facts, false, TODAY))
                .containsExactlyInAnyOrder(
                        Guard.STATEMENT_OF_A_PARTY,
                        Guard.SIGNED_DOCUMENT,
                        Guard.SIGNATORIES,
                        Guard.SIGNING_DATE,
                        Guard.BINDING_KNOWN,
                        Guard.START_REACHED,
                        Guard.NO_GROUP_PARTY);
    }

    @ParameterizedTest
    @MethodSource("everyState")
    void aStateWithEveryGuardProvenHasNothingToName(StateName name) {
        assertThat(PartnershipRules.unproven(state(name), facts(name), true, TODAY))
                .isEmpty();
    }

    @Test
    void anExpectedPartnershipHasNothingToProve() {
        PartnershipFacts facts = facts(EXPECTED, party(OrganisationSide.KR), unnamed(Side.CN));
        assertThat(PartnershipRules.unproven(new PartnershipState.Expected(), facts, false, TODAY))
                .isEmpty();
    }

    private static Decision<PartnershipState> decide(
            StateName from, PartnershipCommand command, PartnershipFacts facts) {
        return PartnershipRules.decide(state(from), command, facts, from.successors(), TODAY);
    }

    private static void assertRefused(Decision<PartnershipState> decision, ProblemType type) {
        assertThat(decision).isInstanceOfSatisfying(Decision.Refused.class, refused -> assertThat(refused.type())
                .isEqualTo(type));
    }
}
