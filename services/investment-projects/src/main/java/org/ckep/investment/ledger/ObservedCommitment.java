package org.ckep.investment.ledger;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.ckep.investment.project.Commitment;
import org.ckep.investment.project.InvestmentBasis;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.Money;
import org.ckep.kernel.value.OrgRef;
import org.ckep.records.LocalId;
import org.jspecify.annotations.Nullable;

/**
 * A commitment that is known from public sources alone. The fields are those of {@link CommitmentContent}; lists but that
 * of the sources may be left out.
 *
 * @param guardsNotShown what the sources cannot prove
 * @param localIds ids in other registers
 */
record ObservedCommitment(
        @NotNull Urn project,
        @NotNull OrgRef party,
        @NotNull Money amount,
        @NotNull Commitment.Kind kind,
        @NotNull InvestmentBasis basis,
        @NotNull LocalDate signedOn,
        @Nullable LocalizedText conditions,
        @NotEmpty @Size(max = 50) List<Urn> sources,
        @Size(max = 20) List<@Pattern(regexp = "[A-Z][A-Z0-9_]{0,39}") String> guardsNotShown,
        @Size(max = 20) List<@Valid LocalId> localIds) {

    @SuppressWarnings("ConstantValue") // JSON may leave the lists out
    ObservedCommitment {
        guardsNotShown = guardsNotShown == null ? List.of() : List.copyOf(guardsNotShown);
        localIds = localIds == null ? List.of() : List.copyOf(localIds);
    }

    CommitmentContent content() {
        return new CommitmentContent(project, party, amount, kind, basis, signedOn, conditions, sources);
    }
}
