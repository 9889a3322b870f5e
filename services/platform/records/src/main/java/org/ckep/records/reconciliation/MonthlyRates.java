package org.ckep.records.reconciliation;

import com.fasterxml.jackson.annotation.JsonFormat;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.reconciliation.Matching;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Exchange rates of one month.
 *
 * @param rates one for each two currencies
 */
public record MonthlyRates(@NotNull @Size(max = 50) List<@NotNull @Valid Rate> rates) {
    /** Where nothing is agreed. */
    static final MonthlyRates NONE = new MonthlyRates(List.of());

    @SuppressWarnings("ConstantValue") // JSON may leave it out, which validation refuses
    public MonthlyRates {
        rates = rates == null ? null : List.copyOf(rates);
    }

    /**
     * A rate.
     *
     * @param from ISO 4217 code
     * @param to ISO 4217 code
     * @param rate units of the second for one of the first
     */
    @Schema(name = "ExchangeRate")
    public record Rate(
            @NotNull @Pattern(regexp = "[A-Z]{3}", message = "a currency has three capitals")
            String from,

            @NotNull @Pattern(regexp = "[A-Z]{3}", message = "a currency has three capitals")
            String to,

            @JsonFormat(shape = JsonFormat.Shape.STRING) @NotNull @Positive @Digits(integer = 12, fraction = 12)
            BigDecimal rate) {

        private Rate normal() {
            BigDecimal plain = rate.stripTrailingZeros();
            return new Rate(from, to, plain.scale() < 0 ? plain.setScale(0) : plain);
        }
    }

    /**
     * The same in one form: in the order of the currencies, without zeros that say nothing.
     *
     * @throws ProblemException INVALID_VALUE at a rate of a currency to itself, and at a second one of two currencies, which
     *     would be as right as the first
     */
    MonthlyRates normal() {
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
        return new MonthlyRates(rates.stream()
                .map(Rate::normal)
                .sorted(Comparator.comparing(Rate::from).thenComparing(Rate::to))
                .toList());
    }

    /** Those that the other table has too; both in their normal form. */
    MonthlyRates sharedWith(MonthlyRates other) {
        return new MonthlyRates(rates.stream().filter(other.rates()::contains).toList());
    }

    /** The rates in both directions. */
    Matching.Rates toRates() {
        return (from, to) -> {
            for (Rate agreed : rates) {
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
