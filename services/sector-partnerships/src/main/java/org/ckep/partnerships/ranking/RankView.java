package org.ckep.partnerships.ranking;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.Qualitative;
import org.ckep.partnerships.organisation.OrganisationRef;
import org.ckep.records.HeadView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Where an organisation is said to stand.
 *
 * @param urn permanent name
 * @param displayId id for people
 * @param organisation who
 * @param metric in what
 * @param rank place, 1 is the first
 * @param level level and words of the source
 * @param asOf the time that it speaks of
 * @param sector code of the sector
 * @param modality in which mood it is said
 * @param record the head, with {@code expand=record}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(name = "RankClaim")
public record RankView(
        Urn urn,
        String displayId,
        Ranked organisation,
        String metric,
        @Nullable Integer rank,
        @Nullable Qualitative level,
        @Nullable FuzzyDate asOf,
        String sector,
        Modality modality,
        Stewardship stewardship,
        Classification.Level classification,
        List<Urn> sources,
        @Nullable HeadView record) {

    /** The organisation that is ranked. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "RankedOrganisation")
    public record Ranked(Urn orgId, @Nullable LocalizedText name) {}

    static RankView of(RankClaim claim, Map<UUID, OrganisationRef> organisations, boolean withHead) {
        RankContent content = claim.content();
        OrganisationRef organisation = organisations.get(claim.organisationId());
        return new RankView(
                claim.urn(),
                claim.head().displayId(),
                organisation == null
                        ? new Ranked(content.orgId(), null)
                        : new Ranked(organisation.urn(), organisation.name()),
                content.metric(),
                content.rank(),
                content.level(),
                content.asOf(),
                content.sector(),
                content.modality(),
                claim.head().stewardship(),
                claim.head().classification().level(),
                content.sources(),
                HeadView.where(withHead, claim.head()));
    }
}
