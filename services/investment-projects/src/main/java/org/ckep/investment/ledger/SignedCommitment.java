package org.ckep.investment.ledger;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.ckep.investment.project.Commitment;
import org.ckep.investment.project.InvestmentBasis;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.Money;
import org.ckep.kernel.value.OrgRef;
import org.ckep.records.LocalId;
import org.jspecify.annotations.Nullable;

/**
 * A commitment that the caller's side keeps. The fields are those of {@link CommitmentContent}; lists may be left out.
 *
 * @param classification who may read it and its transactions; null for the ministries of the own side
 * @param localIds ids in other registers
 */
record SignedCommitment(
        @NotNull Urn project,
        @NotNull OrgRef party,
        @NotNull Money amount,
        @NotNull Commitment.Kind kind,
        @NotNull InvestmentBasis basis,
        @NotNull LocalDate signedOn,
        @Nullable LocalizedText conditions,
        @Size(max = 50) List<Urn> sources,
        @Nullable Classification classification,
        @Size(max = 20) List<@Valid LocalId> localIds) {

    @SuppressWarnings("ConstantValue") // JSON may leave the lists out
    SignedCommitment {
        sources = sources == null ? List.of() : List.copyOf(sources);
        localIds = localIds == null ? List.of() : List.copyOf(localIds);
    }

    CommitmentContent content() {
        return new CommitmentContent(project, party, amount, kind, basis, signedOn, conditions, sources);
    }
}
