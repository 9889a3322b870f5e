package org.ckep.partnerships.ranking;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.util.UUID;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.Qualitative;
import org.ckep.partnerships.organisation.Organisations;
import org.ckep.records.RecordHead;
import org.ckep.records.RegisterRecord;
import org.jspecify.annotations.Nullable;

/** A rank claim as it is stored. */
@Entity
@Table(name = "rank_claim")
class RankClaim extends RegisterRecord {
    static final String TYPE = "rank-claim";

    private UUID organisationId;
    private String metric;
    private @Nullable Integer rank;

    @Enumerated(EnumType.STRING)
    private Qualitative.@Nullable Level level;

    private @Nullable String words;

    private @Nullable FuzzyDate asOf;

    private String sector;

    @Enumerated(EnumType.STRING)
    private Modality modality;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected RankClaim() {}

    @SuppressWarnings("NullAway.Init") // become() fills the rest
    RankClaim(UUID id, RecordHead head, RankContent content) {
        super(id, head);
        become(content);
    }

    /** Takes over the content. */
    final void become(RankContent content) {
        this.organisationId = content.orgId().uuid();
        this.metric = content.metric();
        this.rank = content.rank();
        Qualitative said = content.level();
        this.level = said == null ? null : said.level();
        this.words = said == null ? null : said.words();
        this.asOf = content.asOf();
        this.sector = content.sector();
        this.modality = content.modality();
    }

    @Override
    protected RankContent audited() {
        return content();
    }

    RankContent content() {
        return new RankContent(
                new Urn(Organisations.TYPE, organisationId),
                metric,
                rank,
                level == null && words == null ? null : new Qualitative(level, words),
                asOf,
                sector,
                modality,
                head().sources());
    }

    @Override
    protected String urnType() {
        return TYPE;
    }

    UUID organisationId() {
        return organisationId;
    }

    String sector() {
        return sector;
    }
}
