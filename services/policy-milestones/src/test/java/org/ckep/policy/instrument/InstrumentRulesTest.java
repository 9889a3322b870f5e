package org.ckep.policy.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.policy.instrument.PartyActKind.DEPOSIT;
import static org.ckep.policy.instrument.PartyActKind.ENTRY_INTO_FORCE;
import static org.ckep.policy.instrument.PartyActKind.RATIFICATION;
import static org.ckep.policy.instrument.PartyActKind.SIGNATURE;
import static org.ckep.policy.instrument.PartyActKind.WITHDRAWAL;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ckep.kernel.problem.Decision;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.value.FuzzyDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class InstrumentRulesTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 1);

    /** The two acts of a bilateral agreement that took effect on 20 December 2015. */
    private static final List<PartyAct> BOTH_IN_FORCE = List.of(
            act("CN", SIGNATURE, "2015-06-01", null),
            act("KR", SIGNATURE, "2015-06-01", null),
            act("KR", RATIFICATION, "2015-11-30", null),
            act("CN", ENTRY_INTO_FORCE, "2015-12-09", "2015-12-20"),
            act("KR", ENTRY_INTO_FORCE, "2015-12-09", "2015-12-20"));

    /** Every stage against every stage, for an agreement and for a memorandum. */
    @ParameterizedTest
    @EnumSource(InstrumentStage.class)
    void onlyTheDiagramsArrowsAreAccepted(InstrumentStage from) {
        for (InstrumentKind kind : List.of(InstrumentKind.FTA, InstrumentKind.MOU)) {
            List<PartyAct> signed =
                    List.of(act("CN", SIGNATURE, "2015-06", null), act("KR", SIGNATURE, "2015-06", null));
            for (InstrumentStage to : InstrumentStage.values()) {
                Decision<InstrumentStage> decision = InstrumentRules.declare(bilateral(kind, from, signed), to, TODAY);
                if (from == to) {
                    assertThat(decision).isEqualTo(Decision.unchanged());
                } else if (arrows(kind).get(from).contains(to)) {
                    assertThat(decision).as(kind + " " + from + " to " + to).isEqualTo(Decision.accept(to));
                } else {
                    assertThat(decision).as(kind + " " + from + " to " + to).isInstanceOf(Decision.Refused.class);
                }
            }
        }
    }

    private static Map<InstrumentStage, Set<InstrumentStage>> arrows(InstrumentKind kind) {
        return Map.ofEntries(
                Map.entry(InstrumentStage.PROPOSED, Set.of(InstrumentStage.NEGOTIATING, InstrumentStage.ABANDONED)),
                Map.entry(
                        InstrumentStage.NEGOTIATING,
                        Set.of(InstrumentStage.SUBSTANTIVELY_CONCLUDED, InstrumentStage.ABANDONED)),
                Map.entry(
                        InstrumentStage.SUBSTANTIVELY_CONCLUDED,
                        Set.of(InstrumentStage.INITIALLED, InstrumentStage.SIGNED, InstrumentStage.ABANDONED)),
                Map.entry(InstrumentStage.INITIALLED, Set.of(InstrumentStage.SIGNED, InstrumentStage.ABANDONED)),
                Map.entry(
                        InstrumentStage.SIGNED,
                        kind == InstrumentKind.MOU ? Set.of(InstrumentStage.EFFECTIVE) : Set.of()),
                Map.entry(InstrumentStage.EFFECTIVE, ended()),
                Map.entry(InstrumentStage.IN_FORCE, ended()),
                Map.entry(
                        InstrumentStage.AMENDED,
                        Set.of(InstrumentStage.SUSPENDED, InstrumentStage.TERMINATED, InstrumentStage.SUPERSEDED)),
                Map.entry(InstrumentStage.SUSPENDED, Set.of(InstrumentStage.TERMINATED, InstrumentStage.SUPERSEDED)),
                Map.entry(InstrumentStage.TERMINATED, Set.of()),
                Map.entry(InstrumentStage.SUPERSEDED, Set.of()),
                Map.entry(InstrumentStage.ABANDONED, Set.of()));
    }

    private static Set<InstrumentStage> ended() {
        return Set.of(
                InstrumentStage.AMENDED,
                InstrumentStage.SUSPENDED,
                InstrumentStage.TERMINATED,
                InstrumentStage.SUPERSEDED);
    }

    @Test
    void signedNeedsTheSignatureOfEachParty() {
        Decision<InstrumentStage> decision = InstrumentRules.declare(
                bilateral(
                        InstrumentKind.FTA,
                        InstrumentStage.INITIALLED,
                        List.of(act("CN", SIGNATURE, "2015-06-01", null))),
                InstrumentStage.SIGNED,
                TODAY);
        assertThat(decision).isInstanceOfSatisfying(Decision.Refused.class, refused -> assertThat(refused.detail())
                .isEqualTo("There is no signature by KR yet."));
    }

    @Test
    void bilateralInstrumentIsInForceOnceBothActsAreEffective() {
        InstrumentRules.Facts facts = bilateral(InstrumentKind.FTA, InstrumentStage.SIGNED, BOTH_IN_FORCE);
        assertThat(InstrumentRules.stageOn(facts, LocalDate.of(2015, 12, 19))).isEqualTo(InstrumentStage.SIGNED);
        assertThat(InstrumentRules.stageOn(facts, LocalDate.of(2015, 12, 20))).isEqualTo(InstrumentStage.IN_FORCE);
        assertThat(InForce.since(InstrumentLevel.BILATERAL, List.of("CN", "KR"), null, BOTH_IN_FORCE))
                .contains(LocalDate.of(2015, 12, 20));
    }

    @Test
    void pluralateralInstrumentIsInForceByItsRuleAndPerParty() {
        List<PartyAct> acts = List.of(
                act("CN", ENTRY_INTO_FORCE, null, "2022-01-01"),
                act("JP", ENTRY_INTO_FORCE, null, "2022-01-01"),
                act("AU", ENTRY_INTO_FORCE, null, "2022-01-01"),
                act("KR", ENTRY_INTO_FORCE, null, "2022-02-01"));
        InstrumentRules.Facts facts = new InstrumentRules.Facts(
                InstrumentKind.FTA,
                InstrumentLevel.PLURILATERAL,
                InstrumentStage.SIGNED,
                List.of("AU", "CN", "JP", "KR"),
                3,
                acts);
        LocalDate january = LocalDate.of(2022, 1, 15);
        assertThat(InstrumentRules.stageOn(facts, january)).isEqualTo(InstrumentStage.IN_FORCE);
        assertThat(InForce.byParty(acts, january)).containsOnlyKeys("AU", "CN", "JP");
        assertThat(InForce.byParty(acts, LocalDate.of(2022, 2, 1))).containsEntry("KR", FuzzyDate.parse("2022-02-01"));
    }

    @Test
    void withdrawalEndsItForThatParty() {
        List<PartyAct> acts =
                List.of(act("CN", ENTRY_INTO_FORCE, null, "2022-01-01"), act("CN", WITHDRAWAL, null, "2024-01-01"));
        assertThat(InForce.byParty(acts, LocalDate.of(2023, 12, 31))).containsOnlyKeys("CN");
        assertThat(InForce.byParty(acts, LocalDate.of(2024, 1, 1))).isEmpty();
    }

    @Test
    void dateKnownOnlyByYearCountsOnceTheYearIsOver() {
        List<PartyAct> acts = List.of(act("CN", ENTRY_INTO_FORCE, null, "2022"));
        assertThat(InForce.byParty(acts, LocalDate.of(2022, 12, 30))).isEmpty();
        assertThat(InForce.byParty(acts, LocalDate.of(2022, 12, 31))).containsOnlyKeys("CN");
    }

    @Test
    void m5_entryIntoForceBeforeSignatureIsRefused() {
        FieldError error = InstrumentRules.outOfOrder(
                        bilateral(
                                InstrumentKind.FTA,
                                InstrumentStage.SIGNED,
                                List.of(act("KR", SIGNATURE, "2015-06-01", null))),
                        act("KR", ENTRY_INTO_FORCE, null, "2015-05-31"))
                .orElseThrow();
        assertThat(error.code()).isEqualTo("party-acts-out-of-order");
        assertThat(error.pointer()).isEqualTo("/effectiveOn");
        assertThat(error.message()).isEqualTo("ENTRY_INTO_FORCE of KR cannot lie before SIGNATURE of KR (2015-06-01).");
    }

    @Test
    void m5_actEffectiveBeforeItsDepositIsRefused() {
        FieldError error = InstrumentRules.outOfOrder(
                        bilateral(InstrumentKind.FTA, InstrumentStage.SIGNED, List.of()),
                        act("KR", DEPOSIT, "2015-12-09", "2015-12-08"))
                .orElseThrow();
        assertThat(error.message())
                .isEqualTo("An act has no effect before it is done: 2015-12-08 is before 2015-12-09.");
    }

    @Test
    void m5_bilateralEntryIntoForceWaitsForTheOtherPartysActs() {
        assertThat(InstrumentRules.outOfOrder(
                        bilateral(
                                InstrumentKind.FTA,
                                InstrumentStage.SIGNED,
                                List.of(act("KR", RATIFICATION, "2015-11-30", null))),
                        act("CN", ENTRY_INTO_FORCE, null, "2015-11-01")))
                .isPresent();
    }

    @Test
    void m5_signatureAddedAfterTheEntryIntoForceIsRefusedToo() {
        assertThat(InstrumentRules.outOfOrder(
                        bilateral(
                                InstrumentKind.FTA,
                                InstrumentStage.SIGNED,
                                List.of(act("KR", ENTRY_INTO_FORCE, null, "2015-12-20"))),
                        act("KR", SIGNATURE, "2016-01-01", null)))
                .isPresent();
    }

    @Test
    void m5_ordersPreciselyKnownDatesOnly() {
        assertThat(InstrumentRules.outOfOrder(
                        bilateral(
                                InstrumentKind.FTA,
                                InstrumentStage.SIGNED,
                                List.of(act("KR", SIGNATURE, "2015", null))),
                        act("KR", ENTRY_INTO_FORCE, null, "2015-01-20")))
                .isEmpty();
        for (PartyAct act : BOTH_IN_FORCE) {
            List<PartyAct> others =
                    BOTH_IN_FORCE.stream().filter(other -> other != act).toList();
            assertThat(InstrumentRules.outOfOrder(bilateral(InstrumentKind.FTA, InstrumentStage.SIGNED, others), act))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "BILATERAL, 2, true, false",
        "BILATERAL, 3, true, true",
        "BILATERAL, 1, true, true",
        "BILATERAL, 1, false, false",
        "UNILATERAL, 2, false, true",
        "PLURILATERAL, 2, true, true",
        "PLURILATERAL, 2, false, false",
        "PLURILATERAL, 15, true, false"
    })
    void levelAndNumberOfPartiesFit(InstrumentLevel level, int number, boolean complete, boolean wrong) {
        List<String> parties = List.of(
                        "CN", "KR", "JP", "AU", "NZ", "SG", "MY", "TH", "VN", "ID", "PH", "LA", "KH", "MM", "BN")
                .subList(0, number);
        assertThat(InstrumentRules.wrongNumberOfParties(level, parties, complete)
                        .isPresent())
                .isEqualTo(wrong);
    }

    @ParameterizedTest
    @CsvSource({
        "ACTIVE, 2020-10-30, 2021-10-30, ACTIVE",
        "ACTIVE, 2020-10-30, 2021-10-31, DORMANT",
        "ACTIVE, , 2025-01-01, ACTIVE",
        "LAUNCHED, 2017-12-14, 2019-01-01, DORMANT",
        "CONCLUDED, 2010-01-01, 2026-01-01, CONCLUDED"
    })
    void trackSleepsAfterTwelveMonthsWithoutARound(
            TrackState declared, @Nullable LocalDate lastActivity, LocalDate day, TrackState expected) {
        assertThat(TrackRules.stateOn(declared, lastActivity, day)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(TrackState.class)
    void trackTakesOnlyItsArrows(TrackState from) {
        Map<TrackState, Set<TrackState>> arrows = Map.of(
                TrackState.LAUNCHED, Set.of(TrackState.ACTIVE, TrackState.ABANDONED),
                TrackState.ACTIVE, Set.of(TrackState.CONCLUDED, TrackState.ABANDONED),
                TrackState.DORMANT, Set.of(TrackState.CONCLUDED, TrackState.ABANDONED),
                TrackState.CONCLUDED, Set.of(),
                TrackState.ABANDONED, Set.of());
        for (TrackState to : TrackState.values()) {
            Decision<TrackState> decision = TrackRules.declare(from, to);
            if (from == to) {
                assertThat(decision).isEqualTo(Decision.unchanged());
            } else if (arrows.get(from).contains(to)) {
                assertThat(decision).isEqualTo(Decision.accept(to));
            } else {
                assertThat(decision).isInstanceOf(Decision.Refused.class);
            }
        }
    }

    @Test
    void m6_sameTopicsCollideAndOthersDoNot() {
        assertThat(TrackRules.collides(
                        Set.of(TrackTopic.SERVICES, TrackTopic.INVESTMENT),
                        Set.of(TrackTopic.INVESTMENT, TrackTopic.SERVICES)))
                .isTrue();
        assertThat(TrackRules.collides(Set.of(TrackTopic.SERVICES), Set.of(TrackTopic.INVESTMENT)))
                .isFalse();
    }

    private static InstrumentRules.Facts bilateral(InstrumentKind kind, InstrumentStage declared, List<PartyAct> acts) {
        return new InstrumentRules.Facts(kind, InstrumentLevel.BILATERAL, declared, List.of("CN", "KR"), null, acts);
    }

    private static PartyAct act(
            String party, PartyActKind kind, @Nullable String deposited, @Nullable String effective) {
        return new PartyAct(party, kind, date(deposited), date(effective), null);
    }

    private static @Nullable FuzzyDate date(@Nullable String text) {
        return text == null ? null : FuzzyDate.parse(text);
    }
}
