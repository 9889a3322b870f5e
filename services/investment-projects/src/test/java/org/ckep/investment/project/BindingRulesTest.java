package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.ckep.investment.project.Examples.HOST;
import static org.ckep.investment.project.Examples.INVESTOR;
import static org.ckep.investment.project.Examples.TODAY;
import static org.ckep.investment.project.Examples.commitment;
import static org.ckep.investment.project.Examples.holding;
import static org.ckep.investment.project.Examples.on;

import java.math.BigDecimal;
import java.util.List;
import org.ckep.kernel.value.Money;
import org.ckep.kernel.value.Share;
import org.ckep.kernel.value.UnknownReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules I1 and I5: shareholdings, commitments and payments. */
class BindingRulesTest {
    private static final Holding UNDISCLOSED = new Holding(null, Share.unknown(UnknownReason.UNDISCLOSED));

    @Test
    void i1_sixtyAndSixtyIsMoreThanTheWhole() {
        assertThat(HoldingRules.violations(List.of(holding(INVESTOR, "60"), holding(HOST, "60"))))
                .extracting(
                        violation -> violation.type().slug(),
                        violation -> violation.error().pointer())
                .containsExactly(tuple("project-shares-exceed-whole", "/holdings"));
    }

    @Test
    void i1_roundedSharesMayMissTheWholeByFiveHundredths() {
        assertThat(HoldingRules.violations(List.of(holding(INVESTOR, "33.35"), holding(HOST, "66.70"))))
                .isEmpty();
        assertThat(HoldingRules.isSettled(List.of(holding(INVESTOR, "33.35"), holding(HOST, "66.70"))))
                .isTrue();
        assertThat(HoldingRules.isSettled(List.of(holding(INVESTOR, "33.30"), holding(HOST, "66.60"))))
                .isFalse();
    }

    @Test
    void i1_anUnknownRemainderIsEnteredAsUndisclosed() {
        assertThat(HoldingRules.isSettled(List.of(holding(INVESTOR, "49")))).isFalse();
        assertThat(HoldingRules.isSettled(List.of(holding(INVESTOR, "49"), UNDISCLOSED)))
                .isTrue();
    }

    @Test
    void i1_lowerBoundsCountTowardTheWhole() {
        Holding majority = new Holding(HOST, new Share(null, new BigDecimal("50"), null, true, false, null));
        assertThat(HoldingRules.violations(List.of(holding(INVESTOR, "51"), majority)))
                .hasSize(1);
        assertThat(HoldingRules.violations(List.of(holding(INVESTOR, "49"), majority)))
                .isEmpty();
        assertThat(HoldingRules.isSettled(List.of(holding(INVESTOR, "49"), majority)))
                .isFalse();
    }

    @Test
    void i2_aHolderStandsOnce() {
        assertThat(HoldingRules.violations(List.of(holding(HOST, "20"), holding(HOST, "30"))))
                .extracting(violation -> violation.error().code())
                .containsExactly("duplicate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1000"})
    void aCommitmentIsAboveZero(String amount) {
        assertThat(payments(List.of(commitment(amount, "USD")), null, null, null))
                .containsExactly("project-commitment-not-positive not-positive");
    }

    @Test
    void commitmentsHaveOneCurrency() {
        assertThat(payments(List.of(commitment("10", "USD"), commitment("10", "KRW")), null, null, null))
                .containsExactly("project-commitment-currency currency");
    }

    @Test
    void aCommitmentSignedTomorrowIsNone() {
        Commitment tomorrow = new Commitment(INVESTOR, Money.of("1", "USD"), Commitment.Kind.EQUITY, on("2026-02-02"));
        assertThat(payments(List.of(tomorrow), null, null, null)).containsExactly("project-date-in-future future");
    }

    @Test
    void i5_paymentsStayWithinTheCommitmentInItsCurrencyAndAfterIt() {
        List<Commitment> committed = List.of(commitment("900", "USD"));
        assertThat(payments(committed, null, Money.of("900", "USD"), "2022-03-01"))
                .isEmpty();
        assertThat(payments(committed, null, Money.of("901", "USD"), "2022-03-01"))
                .containsExactly("project-payment exceeds");
        assertThat(payments(committed, null, Money.of("900", "CNY"), "2022-03-01"))
                .containsExactly("project-commitment-currency currency");
        assertThat(payments(committed, null, Money.of("900", "USD"), "2022-02-28"))
                .containsExactly("project-payment early");
        assertThat(payments(committed, null, Money.of("0", "USD"), "2022-03-01"))
                .containsExactly("project-payment not-positive");
    }

    @Test
    void i5_nothingIsPaidBeforeItIsCommitted() {
        assertThat(payments(List.of(), null, Money.of("1", "USD"), null)).containsExactly("project-payment early");
        assertThat(PaymentRules.violations(List.of(), null, Money.of("1", "USD"), null, true, TODAY))
                .isEmpty();
    }

    @Test
    void i5_theSumOfPaymentsDoesNotFall() {
        assertThat(payments(List.of(commitment("900", "USD")), Money.of("700", "USD"), Money.of("600", "USD"), "2023"))
                .containsExactly("project-payment falls");
    }

    private static List<String> payments(List<Commitment> commitments, Money before, Money paid, String paidOn) {
        return PaymentRules.violations(commitments, before, paid, paidOn == null ? null : on(paidOn), false, TODAY)
                .stream()
                .map(violation ->
                        violation.type().slug() + " " + violation.error().code())
                .toList();
    }
}
