package org.ckep.investment.ledger;

import java.time.LocalDate;
import java.util.List;
import org.ckep.investment.project.Commitment;
import org.ckep.investment.project.InvestmentBasis;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.Money;
import org.ckep.kernel.value.OrgRef;
import org.jspecify.annotations.Nullable;

/**
 * What a new commitment says, whoever stands behind it.
 *
 * @param project URN of the project that the money is for
 * @param party who is bound
 * @param amount how much; above zero
 * @param kind in which form
 * @param basis by which count
 * @param signedOn the day on which it became binding
 * @param conditions on which it depends, in words
 * @param sources URNs of the sources of this service that say it
 */
record CommitmentContent(
        Urn project,
        OrgRef party,
        Money amount,
        Commitment.Kind kind,
        InvestmentBasis basis,
        LocalDate signedOn,
        @Nullable LocalizedText conditions,
        List<Urn> sources) {
    CommitmentContent {
        sources = sources.stream().distinct().toList();
    }
}
