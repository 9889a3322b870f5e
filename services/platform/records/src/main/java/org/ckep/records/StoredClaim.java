package org.ckep.records;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.claim.Claim;
import org.ckep.kernel.claim.ClaimValue;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.claim.Rank;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.value.FuzzyDate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A claim as it is stored. */
@Entity
@Table(name = "claim")
class StoredClaim extends EditedRecord {
    private String subject;
    private String attribute;

    @JdbcTypeCode(SqlTypes.JSON)
    private ClaimValue value;

    private @Nullable String validFrom;
    private @Nullable LocalDate validFromDay;
    private @Nullable String validTo;
    private @Nullable LocalDate validToDay;

    @Enumerated(EnumType.STRING)
    private @Nullable Side assertedBySide;

    @Enumerated(EnumType.STRING)
    private Modality modality;

    @Enumerated(EnumType.STRING)
    private Rank rank;

    private @Nullable String deprecationReason;
    private List<String> sectors;
    private @Nullable String supersedes;

    @SuppressWarnings("NullAway.Init")
    protected StoredClaim() {}

    StoredClaim(UUID id, RecordHead head, NewClaim claim, @Nullable Side assertedBySide) {
        super(id, head);
        this.subject = claim.subject().toString();
        this.attribute = claim.attribute();
        this.value = claim.value();
        this.validFrom = text(claim.validFrom());
        this.validFromDay = claim.validFrom() == null ? null : claim.validFrom().start();
        this.validTo = text(claim.validTo());
        this.validToDay = claim.validTo() == null ? null : claim.validTo().end();
        this.assertedBySide = assertedBySide;
        this.modality = claim.modality();
        this.rank = claim.rank() == null ? Rank.NORMAL : claim.rank();
        this.sectors = claim.sectors() == null ? List.of() : List.copyOf(claim.sectors());
        this.supersedes = claim.supersedes() == null ? null : claim.supersedes().toString();
    }

    private static @Nullable String text(@Nullable FuzzyDate date) {
        return date == null ? null : date.toString();
    }

    @Override
    protected String urnType() {
        return Claims.TYPE;
    }

    @Override
    protected Object audited() {
        return new Said(toClaim());
    }

    /** What it says: the members that its view has too, but for its sources, whose URNs alone are part of it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Said(
            Urn subject,
            String attribute,
            ClaimValue value,
            Modality modality,
            Rank rank,
            @Nullable String deprecationReason,
            @Nullable FuzzyDate validFrom,
            @Nullable FuzzyDate validTo,
            @Nullable Side assertedBySide,
            List<String> sectors,
            List<Urn> sources,
            @Nullable Urn supersedes) {
        Said(Claim claim) {
            this(
                    claim.subject(),
                    claim.attribute(),
                    claim.value(),
                    claim.modality(),
                    claim.rank(),
                    claim.deprecationReason(),
                    claim.validFrom(),
                    claim.validTo(),
                    claim.assertedBySide(),
                    claim.sectors(),
                    claim.sources(),
                    claim.supersedes());
        }
    }

    /**
     * Lets the claim no longer count; it stays on record with the reason.
     *
     * @throws ProblemException STATE_FORBIDS where it does not count already
     */
    void deprecate(String reason, Clock clock) {
        if (rank == Rank.DEPRECATED) {
            throw new ProblemException(KernelProblem.STATE_FORBIDS, "The claim is deprecated already.")
                    .withMember("allowed", List.of());
        }
        rank = Rank.DEPRECATED;
        deprecationReason = reason;
        head().changed(clock);
    }

    Claim toClaim() {
        return new Claim(
                urn(),
                Urn.parse(subject),
                attribute,
                value,
                validFrom == null ? null : FuzzyDate.parse(validFrom),
                validTo == null ? null : FuzzyDate.parse(validTo),
                assertedBySide,
                head().sources(),
                modality,
                rank,
                deprecationReason,
                sectors,
                head().classification(),
                head().createdAt(),
                supersedes == null ? null : Urn.parse(supersedes));
    }
}
