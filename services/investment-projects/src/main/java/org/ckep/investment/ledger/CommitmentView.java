package org.ckep.investment.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import org.ckep.investment.project.Commitment;
import org.ckep.investment.project.InvestmentBasis;
import org.ckep.investment.project.ProjectInfo;
import org.ckep.investment.register.SourceNotes;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.claim.Source;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.Money;
import org.ckep.kernel.value.OrgRef;
import org.ckep.records.ClaimView.SourceNote;
import org.ckep.records.HeadView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A commitment as it is answered. What the viewer may not see, or nobody knows, is absent.
 *
 * @param urn permanent name
 * @param displayId id for people
 * @param project the project that the money is for
 * @param party who is bound
 * @param partyName the party's name, absent while this service has not learnt it
 * @param kind in which form
 * @param basis by which count
 * @param currency ISO 4217 code of all its sums
 * @param balance what its transactions come to
 * @param status how far it is
 * @param signedOn the day on which it became binding
 * @param conditions on which it depends
 * @param sources who says so
 * @param side whose word it is, absent for what public sources say
 * @param stewardship who stands behind it
 * @param classification who may read it
 * @param warnings what its readers should look at (rule I14)
 * @param record the head, with {@code expand=record}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(name = "LedgerCommitment")
record CommitmentView(
        Urn urn,
        String displayId,
        ProjectNote project,
        OrgRef party,
        @Nullable LocalizedText partyName,
        Commitment.Kind kind,
        InvestmentBasis basis,
        String currency,
        Balance balance,
        Balance.Status status,
        LocalDate signedOn,
        @Nullable LocalizedText conditions,
        List<SourceNote> sources,
        @Nullable Side side,
        Stewardship stewardship,
        Classification.Level classification,
        List<CommitmentWarning> warnings,
        @Nullable HeadView record) {

    /** The project of a commitment. */
    @Schema(name = "LedgerProject")
    record ProjectNote(Urn urn, LocalizedText title) {}

    static CommitmentView of(
            StoredCommitment stored,
            ProjectInfo project,
            @Nullable LocalizedText partyName,
            Balance balance,
            List<Source> sources,
            boolean withHead) {
        return new CommitmentView(
                stored.urn(),
                stored.head().displayId(),
                new ProjectNote(project.urn(), project.title()),
                stored.party(),
                partyName,
                stored.kind(),
                stored.basis(),
                stored.currency(),
                balance.in(stored.currency()),
                balance.status(),
                stored.signedOn(),
                stored.conditions(),
                SourceNotes.of(sources),
                stored.head().ownerSide(),
                stored.head().stewardship(),
                stored.head().classification().level(),
                CommitmentWarning.of(new Money(balance.committed(), stored.currency(), null, null), project),
                HeadView.where(withHead, stored.head()));
    }

    /** The plain view: the same without the head. */
    CommitmentView withoutHead() {
        return new CommitmentView(
                urn,
                displayId,
                project,
                party,
                partyName,
                kind,
                basis,
                currency,
                balance,
                status,
                signedOn,
                conditions,
                sources,
                side,
                stewardship,
                classification,
                warnings,
                null);
    }
}
