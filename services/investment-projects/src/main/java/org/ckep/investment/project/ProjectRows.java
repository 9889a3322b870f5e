package org.ckep.investment.project;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.math.BigDecimal;
import org.ckep.investment.register.OrgColumns;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.Money;
import org.ckep.kernel.value.OrgRef;
import org.ckep.kernel.value.Quantity;
import org.ckep.kernel.value.Relation;
import org.ckep.kernel.value.Share;
import org.ckep.kernel.value.UnknownReason;
import org.jspecify.annotations.Nullable;

/** The parts of a project in columns. */
final class ProjectRows {
    private ProjectRows() {}

    /** Hibernate makes no embeddable where all its columns are null: a party of which nothing is known. */
    private static OrgRef party(@Nullable OrgColumns org) {
        return org == null ? OrgRef.unnamed(null, null) : org.toOrgRef();
    }

    @Embeddable
    record SectorRow(String code, @Nullable BigDecimal share) {
        static SectorRow of(ProjectContent.SectorShare sector) {
            return new SectorRow(sector.code(), sector.share());
        }

        ProjectContent.SectorShare toSector() {
            return new ProjectContent.SectorShare(code, share);
        }
    }

    @Embeddable
    record ParticipantRow(
            @Enumerated(EnumType.STRING) ParticipantRole role,
            @Nullable OrgColumns org) {
        static ParticipantRow of(ProjectContent.Participant participant) {
            return new ParticipantRow(participant.role(), OrgColumns.of(participant.org()));
        }

        ProjectContent.Participant toParticipant() {
            return new ProjectContent.Participant(party(org), role);
        }
    }

    @Embeddable
    record KeyDateRow(
            @Enumerated(EnumType.STRING) KeyDate keyDate,
            @Enumerated(EnumType.STRING) Kind kind,
            FuzzyDate date) {
        enum Kind {
            PLANNED,
            ACTUAL
        }
    }

    @Embeddable
    record CapacityRow(
            String product,
            BigDecimal value,
            @Enumerated(EnumType.STRING) Relation relation,
            @Nullable BigDecimal upper,
            @Nullable String unit,
            @Nullable String countingUnit,
            @Enumerated(EnumType.STRING) CapacityEntry.Kind kind,

            @Nullable FuzzyDate asOf) {
        static CapacityRow of(CapacityEntry entry) {
            Quantity quantity = entry.quantity();
            return new CapacityRow(
                    entry.product(),
                    quantity.value(),
                    quantity.relation(),
                    quantity.upper(),
                    quantity.unit(),
                    quantity.countingUnit(),
                    entry.kind(),
                    entry.asOf());
        }

        CapacityEntry toEntry() {
            return new CapacityEntry(product, new Quantity(value, relation, upper, unit, countingUnit), kind, asOf);
        }
    }

    @Embeddable
    record CommitmentRow(
            @Nullable OrgColumns org,
            BigDecimal amount,
            String currency,
            @Enumerated(EnumType.STRING) Commitment.Kind kind,
            FuzzyDate signedOn) {
        static CommitmentRow of(Commitment commitment) {
            return new CommitmentRow(
                    OrgColumns.of(commitment.party()),
                    commitment.amount().amount(),
                    commitment.amount().currency(),
                    commitment.kind(),
                    commitment.signedOn());
        }

        Commitment toCommitment() {
            return new Commitment(party(org), new Money(amount, currency, null, null), kind, signedOn);
        }
    }

    @Embeddable
    record HoldingRow(
            boolean disclosed,
            @Nullable OrgColumns org,
            @Nullable BigDecimal shareExact,
            @Nullable BigDecimal shareMin,
            @Nullable BigDecimal shareMax,
            boolean exclusiveMin,
            boolean exclusiveMax,
            @Enumerated(EnumType.STRING) @Nullable UnknownReason unknownReason) {
        static HoldingRow of(Holding holding) {
            OrgRef holder = holding.holder();
            Share share = holding.share();
            return new HoldingRow(
                    holder != null,
                    holder == null ? null : OrgColumns.of(holder),
                    share.exact(),
                    share.min(),
                    share.max(),
                    share.exclusiveMin(),
                    share.exclusiveMax(),
                    share.unknownReason());
        }

        Holding toHolding() {
            return new Holding(
                    disclosed ? party(org) : null,
                    new Share(shareExact, shareMin, shareMax, exclusiveMin, exclusiveMax, unknownReason));
        }
    }
}
