package org.ckep.investment.project;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.math.BigDecimal;
import java.util.Map;
import java.util.UUID;
import org.ckep.investment.register.OrgColumns;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.Money;
import org.ckep.kernel.value.OrgRef;
import org.ckep.kernel.value.Quantity;
import org.ckep.kernel.value.Relation;
import org.ckep.kernel.value.Share;
import org.ckep.kernel.value.UnknownReason;
import org.jspecify.annotations.Nullable;

/** The parts of a project as rows of their tables: each member is a column of its name in snake case. */
final class ProjectRows {
    private ProjectRows() {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record SectorRow(String code, @Nullable BigDecimal share) {
        static SectorRow of(ProjectContent.SectorShare sector) {
            return new SectorRow(sector.code(), sector.share());
        }

        ProjectContent.SectorShare toSector() {
            return new ProjectContent.SectorShare(code, share);
        }
    }

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record SiteRow(UUID siteId) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record ParticipantRow(
            ParticipantRole role,
            @Nullable String orgUrn,
            @Nullable Side unnamedSide,
            @Nullable String unnamedDescription) {
        static ParticipantRow of(ProjectContent.Participant participant) {
            OrgColumns org = OrgColumns.of(participant.org());
            return new ParticipantRow(participant.role(), org.orgUrn(), org.unnamedSide(), org.unnamedDescription());
        }

        ProjectContent.Participant toParticipant() {
            return new ProjectContent.Participant(
                    new OrgColumns(orgUrn, unnamedSide, unnamedDescription).toOrgRef(), role);
        }
    }

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record KeyDateRow(
            KeyDate keyDate,
            Kind kind,
            @JsonSerialize(using = ToStringSerializer.class) FuzzyDate date) {
        enum Kind {
            PLANNED,
            ACTUAL
        }

        /** Adds it to the dates of its project that come before it. */
        void addTo(Map<KeyDate, KeyDates> dates) {
            KeyDates before = dates.getOrDefault(keyDate, KeyDates.NONE);
            dates.put(
                    keyDate,
                    switch (kind) {
                        case PLANNED -> before.plannedFor(date);
                        case ACTUAL -> before.happenedOn(date);
                    });
        }
    }

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record CapacityRow(
            String product,
            BigDecimal value,
            Relation relation,
            @Nullable BigDecimal upper,
            @Nullable String unit,
            @Nullable String countingUnit,
            CapacityEntry.Kind kind,

            @JsonSerialize(using = ToStringSerializer.class) @Nullable
            FuzzyDate asOf) {
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

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record CommitmentRow(
            @Nullable String orgUrn,
            @Nullable Side unnamedSide,
            @Nullable String unnamedDescription,
            BigDecimal amount,
            String currency,
            Commitment.Kind kind,
            @JsonSerialize(using = ToStringSerializer.class) FuzzyDate signedOn) {
        static CommitmentRow of(Commitment commitment) {
            OrgColumns org = OrgColumns.of(commitment.party());
            return new CommitmentRow(
                    org.orgUrn(),
                    org.unnamedSide(),
                    org.unnamedDescription(),
                    commitment.amount().amount(),
                    commitment.amount().currency(),
                    commitment.kind(),
                    commitment.signedOn());
        }

        Commitment toCommitment() {
            return new Commitment(
                    new OrgColumns(orgUrn, unnamedSide, unnamedDescription).toOrgRef(),
                    new Money(amount, currency, null, null),
                    kind,
                    signedOn);
        }
    }

    /** A holding that is not disclosed has no holder. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record HoldingRow(
            boolean disclosed,
            @Nullable String orgUrn,
            @Nullable Side unnamedSide,
            @Nullable String unnamedDescription,
            @Nullable BigDecimal shareExact,
            @Nullable BigDecimal shareMin,
            @Nullable BigDecimal shareMax,
            boolean exclusiveMin,
            boolean exclusiveMax,
            @Nullable UnknownReason unknownReason) {
        private static final OrgColumns NOBODY = new OrgColumns(null, null, null);

        static HoldingRow of(Holding holding) {
            OrgRef holder = holding.holder();
            OrgColumns org = holder == null ? NOBODY : OrgColumns.of(holder);
            Share share = holding.share();
            return new HoldingRow(
                    holder != null,
                    org.orgUrn(),
                    org.unnamedSide(),
                    org.unnamedDescription(),
                    share.exact(),
                    share.min(),
                    share.max(),
                    share.exclusiveMin(),
                    share.exclusiveMax(),
                    share.unknownReason());
        }

        Holding toHolding() {
            return new Holding(
                    disclosed ? new OrgColumns(orgUrn, unnamedSide, unnamedDescription).toOrgRef() : null,
                    new Share(shareExact, shareMin, shareMax, exclusiveMin, exclusiveMax, unknownReason));
        }
    }
}
