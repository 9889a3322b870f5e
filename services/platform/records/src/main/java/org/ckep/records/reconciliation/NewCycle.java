package org.ckep.records.reconciliation;

import com.fasterxml.jackson.annotation.JsonFormat;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.reconciliation.Matching;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A cycle that is closed now.
 *
 * @param rates the month's agreed rates; sums of currencies without one are not compared
 */
public record NewCycle(@Size(max = 50) List<@NotNull @Valid AgreedRate> rates) {

    @SuppressWarnings("ConstantValue") // JSON may leave it out
    public NewCycle {
        rates = rates == null ? List.of() : List.copyOf(rates);
    }

    /**
     * A rate that both sides agreed.
     *
     * @param from ISO 4217 code
     * @param to ISO 4217 code
     * @param rate units of the second for one of the first
     */
    @Schema(name = "AgreedRate")
    public record AgreedRate(
            @NotNull @Pattern(regexp = "[A-Z]{3}", message = "a currency has three capitals")
            String from,

            @NotNull @Pattern(regexp = "[A-Z]{3}", message = "a currency has three capitals")
            String to,

            @JsonFormat(shape = JsonFormat.Shape.STRING) @NotNull @Positive
            BigDecimal rate) {}

    /**
     * Refuses a rate of a currency to itself, and a second one of two currencies, which would be as right as the first.
     *
     * @throws ProblemException INVALID_VALUE at the rate
     */
    void requireOneRateOfEachPair() {
        Set<Set<String>> known = new HashSet<>();
        for (int at = 0; at < rates.size(); at++) {
            Set<String> pair =
                    new TreeSet<>(List.of(rates.get(at).from(), rates.get(at).to()));
            if (pair.size() == 1) {
                throw ProblemException.invalid(
                        "/rates/" + at, "same-currency", "A rate is one between two currencies.");
            }
            if (!known.add(pair)) {
                throw ProblemException.invalid(
                        "/rates/" + at, "duplicate", "A rate of " + String.join(" and ", pair) + " stands before.");
            }
        }
    }

    /** The rates in both directions. */
    Matching.Rates toRates() {
        return (from, to) -> {
            for (AgreedRate agreed : rates) {
                if (agreed.from().equals(from) && agreed.to().equals(to)) {
                    return agreed.rate();
                }
                if (agreed.from().equals(to) && agreed.to().equals(from)) {
                    return BigDecimal.ONE.divide(agreed.rate(), MathContext.DECIMAL64);
                }
            }
            return null;
        };
    }
}
