package org.ckep.investment.project;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.ckep.investment.register.Violation;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.Money;
import org.jspecify.annotations.Nullable;

/** Rule I5 as far as one record shows it: what is paid was committed before, in the same currency. */
final class PaymentRules {
    private PaymentRules() {}

    /**
     * What is wrong with commitments and payments.
     *
     * @param commitments those on record, followed by those of the step
     * @param before paid according to the record, null where nothing
     * @param paid paid according to the step, null where it says nothing
     * @param paidOn the step's date, null where it gives none
     * @param mayBeUncommitted true where commitments exist in the world and are not known
     */
    static List<Violation> violations(
            List<Commitment> commitments,
            @Nullable Money before,
            @Nullable Money paid,
            @Nullable FuzzyDate paidOn,
            boolean mayBeUncommitted,
            LocalDate today) {
        List<Violation> violations = new ArrayList<>();
        for (int i = 0; i < commitments.size(); i++) {
            commitment(commitments, i, today, violations);
        }
        if (paid != null) {
            if (commitments.isEmpty() && !mayBeUncommitted) {
                violations.add(payment("early", "Nothing is committed."));
            }
            payment(commitments, before, paid, paidOn, violations);
        }
        return violations;
    }

    /**
     * What is wrong with a sum paid by what the ledger says to all who may read the record.
     *
     * @param commitments those on record, followed by those of the step; where there are any the ledger's give no limit
     * @param agreed true where both sides say together what is paid, whatever either of them keeps
     */
    static List<Violation> againstLedger(List<Commitment> commitments, BookedSums sums, Money paid, boolean agreed) {
        List<Violation> violations = new ArrayList<>();
        if (commitments.isEmpty() && sums.bind()) {
            sums.most(paid.currency())
                    .ifPresentOrElse(
                            most -> {
                                if (paid.amount().compareTo(most) > 0) {
                                    violations.add(payment(
                                            "exceeds",
                                            "Paid is " + paid.amount().toPlainString()
                                                    + ", but committed in the ledger only " + most.toPlainString()
                                                    + "."));
                                }
                            },
                            () -> violations.add(new Violation(
                                    ProjectProblem.PROJECT_COMMITMENT_CURRENCY,
                                    "/paid",
                                    "currency",
                                    "The ledger has no commitment in " + paid.currency() + ".")));
        }
        BigDecimal booked = sums.paid(paid.currency());
        if (!agreed && paid.amount().compareTo(booked) < 0) {
            violations.add(payment(
                    "ledger",
                    "By the ledger " + booked.toPlainString() + " is paid already, more than "
                            + paid.amount().toPlainString() + "."));
        }
        return violations;
    }

    private static void commitment(
            List<Commitment> commitments, int index, LocalDate today, List<Violation> violations) {
        Commitment commitment = commitments.get(index);
        Money amount = commitment.amount();
        if (amount.amount().signum() <= 0) {
            violations.add(new Violation(
                    ProjectProblem.PROJECT_COMMITMENT_NOT_POSITIVE,
                    "/commitments",
                    "not-positive",
                    "A commitment is above zero, not " + amount.amount().toPlainString() + "."));
        }
        if (!amount.currency().equals(commitments.getFirst().amount().currency())) {
            violations.add(new Violation(
                    ProjectProblem.PROJECT_COMMITMENT_CURRENCY,
                    "/commitments",
                    "currency",
                    "The commitments of a project have one currency, not "
                            + commitments.getFirst().amount().currency() + " and " + amount.currency() + "."));
        }
        if (commitment.signedOn().isCertainlyAfter(today)) {
            violations.add(new Violation(
                    ProjectProblem.PROJECT_DATE_IN_FUTURE,
                    "/commitments",
                    "future",
                    "A binding commitment was signed, so not on " + commitment.signedOn() + "."));
        }
    }

    private static void payment(
            List<Commitment> commitments,
            @Nullable Money before,
            Money paid,
            @Nullable FuzzyDate paidOn,
            List<Violation> violations) {
        if (paid.amount().signum() <= 0) {
            violations.add(payment("not-positive", "A payment is above zero."));
        }
        Evidence.Bindings bindings = new Evidence.Bindings(List.of(), commitments, List.of(), null);
        bindings.committed().ifPresent(committed -> {
            if (!committed.currency().equals(paid.currency())) {
                violations.add(new Violation(
                        ProjectProblem.PROJECT_COMMITMENT_CURRENCY,
                        "/paid",
                        "currency",
                        "Committed is " + committed.currency() + ", paid was " + paid.currency() + "."));
            } else if (paid.amount().compareTo(committed.amount()) > 0) {
                violations.add(payment(
                        "exceeds",
                        "Paid is " + paid.amount().toPlainString() + ", but committed only "
                                + committed.amount().toPlainString() + "."));
            }
        });
        if (before != null
                && before.currency().equals(paid.currency())
                && paid.amount().compareTo(before.amount()) < 0) {
            violations.add(payment(
                    "falls",
                    "Paid so far was already " + before.amount().toPlainString()
                            + "; a sum of payments does not fall."));
        }
        if (paidOn != null
                && !commitments.isEmpty()
                && commitments.stream()
                        .allMatch(commitment -> commitment.signedOn().isCertainlyAfter(paidOn))) {
            violations.add(payment("early", "Nothing was committed yet on " + paidOn + "."));
        }
    }

    private static Violation payment(String code, String message) {
        return new Violation(ProjectProblem.PROJECT_PAYMENT, "/paid", code, message);
    }
}
