package org.ckep.investment.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotNull;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.Money;
import org.ckep.kernel.value.OrgRef;

/**
 * A party's binding promise of money.
 *
 * @param party who promises
 * @param amount how much; above zero
 * @param kind in which form
 * @param signedOn when it became binding
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Commitment(
        @NotNull OrgRef party,
        @NotNull Money amount,
        @NotNull Kind kind,
        @NotNull FuzzyDate signedOn) {

    /** In which form money is promised. */
    public enum Kind {
        EQUITY,
        LOAN,
        IN_KIND,
        GRANT,
        GUARANTEE
    }
}
