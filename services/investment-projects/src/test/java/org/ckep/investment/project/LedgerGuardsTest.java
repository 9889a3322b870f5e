package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.investment.project.Examples.CN_CHECKER;
import static org.ckep.investment.project.Examples.INVESTOR;
import static org.ckep.investment.project.Examples.TODAY;
import static org.ckep.investment.project.Examples.holding;
import static org.ckep.investment.project.Examples.to;
import static org.ckep.investment.project.StepExamples.approved;
import static org.ckep.investment.project.StepExamples.assertGuard;
import static org.ckep.investment.project.StepExamples.assertRefused;
import static org.ckep.investment.project.StepExamples.committed;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.Money;
import org.ckep.kernel.value.OrgRef;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a step rests on that stands in the ledger, accepted and refused. */
class LedgerGuardsTest {
    private static final Urn PROJECT = Urn.parse("urn:ckep:project:11111111-1111-4111-8111-111111111111");
    private static final Urn COMMITMENT = Urn.parse("urn:ckep:commitment:22222222-2222-4222-8222-222222222222");

    private static BookedCommitment booked(
            @Nullable Side side, OrgRef party, String currency, String committed, String paid) {
        return new BookedCommitment(
                COMMITMENT,
                PROJECT,
                side,
                party,
                Commitment.Kind.EQUITY,
                InvestmentBasis.CONTRACTED,
                currency,
                Classification.BILATERAL,
                Instant.EPOCH,
                new BigDecimal(committed),
                new BigDecimal(paid),
                BigDecimal.ZERO);
    }

    private static BookedCommitment booked(Side side, String committed, String paid) {
        return booked(side, INVESTOR, "USD", committed, paid);
    }

    private static StepResult take(ProjectSnapshot project, Examples.Step step, BookedCommitment... ledger) {
        StepTaker alone = new StepTaker.Alone(CN_CHECKER, project.custody(), project.ownSideHosts());
        return take(project, step, alone, ledger);
    }

    private static StepResult take(
            ProjectSnapshot project, Examples.Step step, StepTaker taker, BookedCommitment... ledger) {
        return ProjectSteps.take(
                project, step.command(), List.of(), List.of(), taker, BookedSums.of(Stream.of(ledger)), TODAY);
    }

    private static ProjectSnapshot taken(StepResult result) {
        assertThat(result).isInstanceOf(StepResult.Taken.class);
        return ((StepResult.Taken) result).next();
    }

    private static ProjectSnapshot uncommitted() {
        return Examples.with(committed(ProjectType.MERGER_ACQUISITION, "1"), Evidence.Bindings.NONE);
    }

    @Test
    void aNamedPartysCommitmentOfTheLedgerBinds() {
        Examples.Step step = to(ProjectStatus.COMMITTED).held(holding(INVESTOR, "100"));
        assertGuard(take(approved(), step), Guard.BINDING_COMMITMENT, "/commitments");
        assertGuard(
                take(approved(), step, booked(Side.CN, OrgRef.unnamed(null, "a fund"), "USD", "5", "0")),
                Guard.BINDING_COMMITMENT,
                "/commitments");
        assertGuard(take(approved(), step, booked(Side.CN, "0", "0")), Guard.BINDING_COMMITMENT, "/commitments");
        taken(take(approved(), step, booked(Side.CN, "5", "0")));
    }

    @Test
    void aPartPaidByTheLedgerClosesAPart() {
        Examples.Step step = to(ProjectStatus.PARTIALLY_CLOSED);
        ProjectSnapshot nine = committed(ProjectType.MERGER_ACQUISITION, "9");
        assertGuard(take(nine, step, booked(Side.CN, "9", "0")), Guard.PARTIAL_PAYMENT, "/paid");
        assertGuard(take(nine, step, booked(Side.CN, "9", "9")), Guard.PARTIAL_PAYMENT, "/paid");
        // More than the record says to be committed, or in another currency: the step has to say what is paid of it.
        assertGuard(take(nine, step, booked(Side.CN, "20", "10")), Guard.PARTIAL_PAYMENT, "/paid");
        assertGuard(take(nine, step, booked(Side.CN, INVESTOR, "EUR", "9", "7")), Guard.PARTIAL_PAYMENT, "/paid");
        assertThat(taken(take(nine, step, booked(Side.CN, "9", "7"))).bindings().paid())
                .isEqualTo(Money.of("7", "USD"));
        assertThat(taken(take(uncommitted(), step, booked(Side.CN, "9", "7")))
                        .bindings()
                        .paid())
                .isEqualTo(Money.of("7", "USD"));
        assertGuard(take(uncommitted(), step, booked(Side.CN, "9", "9")), Guard.PARTIAL_PAYMENT, "/paid");
    }

    @Test
    void whatTwoCountsOfALedgerSayDifferentlyTheStepSays() {
        Examples.Step step = to(ProjectStatus.PARTIALLY_CLOSED);
        ProjectSnapshot nine = committed(ProjectType.MERGER_ACQUISITION, "9");
        BookedCommitment seven = booked(Side.CN, "9", "7");
        BookedCommitment declared = new BookedCommitment(
                COMMITMENT,
                PROJECT,
                Side.CN,
                INVESTOR,
                Commitment.Kind.EQUITY,
                InvestmentBasis.DECLARED,
                "USD",
                Classification.BILATERAL,
                Instant.EPOCH,
                BigDecimal.TEN,
                BigDecimal.TWO,
                BigDecimal.ZERO);
        assertGuard(take(nine, step, seven, declared), Guard.PARTIAL_PAYMENT, "/paid");
        taken(take(nine, step.paying("8", "USD"), seven, declared));
    }

    /** A ledger grows between two signatures: nothing that nobody has signed is agreed. */
    @Test
    void whatBothSidesAgreeIsPaidStandsInTheirStep() {
        Examples.Step step = to(ProjectStatus.PARTIALLY_CLOSED);
        ProjectSnapshot nine = Examples.with(
                Examples.snapshot(
                        Examples.content(ProjectType.MERGER_ACQUISITION),
                        new ProjectState.Committed(),
                        new StepAuthority.Custody(Stewardship.JOINT, Side.CN, Set.of())),
                committed(ProjectType.MERGER_ACQUISITION, "9").bindings());
        StepTaker both = new StepTaker.Together(Side.CN, Side.CN, Side.CN);
        assertGuard(
                take(nine, step, both, booked(Side.CN, "9", "7"), booked(Side.KR, "9", "7")),
                Guard.PARTIAL_PAYMENT,
                "/paid");
        // What they agree on is theirs to say, whatever either of them keeps.
        assertThat(taken(take(nine, step.paying("6", "USD"), both, booked(Side.CN, "9", "7")))
                        .bindings()
                        .paid())
                .isEqualTo(Money.of("6", "USD"));
        Examples.Step cancelled = to(ProjectStatus.CANCELLED).because("dispute");
        assertGuard(take(nine, cancelled, both, booked(Side.KR, "9", "1")), Guard.SETTLEMENT, "/settlementNote");
        taken(take(nine, cancelled.settling("paid back"), both, booked(Side.KR, "9", "1")));
    }

    @Test
    void theFinalSumOfTheLedgerIsTheCommittedOneOrHasAReason() {
        Examples.Step step = to(ProjectStatus.COMPLETED);
        ProjectSnapshot nine = committed(ProjectType.MERGER_ACQUISITION, "9");
        assertGuard(take(nine, step, booked(Side.CN, "9", "8")), Guard.FINAL_CLOSING, "/paid");
        taken(take(nine, step.because("prices fell"), booked(Side.CN, "9", "8")));
        taken(take(nine, step, booked(Side.CN, "9", "9")));
    }

    @Test
    void whoCancelsWhatIsPaidByTheLedgerSaysWhatBecomesOfIt() {
        Examples.Step step = to(ProjectStatus.CANCELLED).because("dispute");
        ProjectSnapshot nine = committed(ProjectType.MERGER_ACQUISITION, "9");
        taken(take(nine, step, booked(Side.CN, "9", "0")));
        assertGuard(take(nine, step, booked(Side.CN, "9", "1")), Guard.SETTLEMENT, "/settlementNote");
        taken(take(nine, step.settling("paid back"), booked(Side.CN, "9", "1")));
    }

    @Test
    void i5_whatIsPaidIsNoLessThanTheLedgerHasAndNoMoreThanItBinds() {
        Examples.Step step = to(ProjectStatus.PARTIALLY_CLOSED);
        ProjectSnapshot nine = committed(ProjectType.MERGER_ACQUISITION, "9");
        assertRefused(take(nine, step.paying("6", "USD"), booked(Side.CN, "9", "7")), ProjectProblem.PROJECT_PAYMENT);
        assertRefused(
                take(uncommitted(), step.paying("10", "USD"), booked(Side.CN, "9", "7")),
                ProjectProblem.PROJECT_PAYMENT);
        assertRefused(
                take(uncommitted(), step.paying("7", "EUR"), booked(Side.CN, "9", "7")),
                ProjectProblem.PROJECT_COMMITMENT_CURRENCY);
        taken(take(nine, step.paying("8", "USD"), booked(Side.CN, "9", "7")));
    }
}
