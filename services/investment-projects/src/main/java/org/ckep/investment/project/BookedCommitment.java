package org.ckep.investment.project;

import java.math.BigDecimal;
import java.time.Instant;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.OrgRef;
import org.jspecify.annotations.Nullable;

/**
 * A commitment of the ledger with what its transactions come to, reversals taken off.
 *
 * @param urn of the commitment
 * @param project that the money is for
 * @param side whose word it is, null for what public sources say
 * @param party who is bound
 * @param kind in which form
 * @param basis by which count
 * @param currency of all of its transactions
 * @param readers who may read it and its transactions
 * @param changedAt when it, its readers or its transactions last changed
 * @param committed what is bound
 * @param paid what was disbursed, spent or paid for shares
 * @param sold what came back from the sale of shares
 */
public record BookedCommitment(
        Urn urn,
        Urn project,
        @Nullable Side side,
        OrgRef party,
        Commitment.Kind kind,
        InvestmentBasis basis,
        String currency,
        Classification readers,
        Instant changedAt,
        BigDecimal committed,
        BigDecimal paid,
        BigDecimal sold) {}
