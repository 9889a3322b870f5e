package org.ckep.investment.capacity;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.ckep.investment.register.SourceNotes;
import org.ckep.investment.site.SiteInfo;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.claim.Basis;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.claim.Source;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.OrgRef;
import org.ckep.kernel.value.Place;
import org.ckep.kernel.value.Quantity;
import org.ckep.kernel.value.UnknownReason;
import org.ckep.records.ClaimView.SourceNote;
import org.ckep.records.HeadView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A capacity-share claim as it is answered. What the viewer may not see, or nobody knows, is absent.
 *
 * @param urn permanent name
 * @param displayId id for people
 * @param site the site whose output is the part
 * @param share percent of the whole
 * @param product what is made
 * @param denominator the whole in words
 * @param denominatorScope what kind of whole it is
 * @param denominatorCountry its country, for SECTOR_COUNTRY
 * @param sector code of the sector
 * @param period for which it holds
 * @param modality in which mood it is said
 * @param unknownReasons why a value is missing
 * @param basis on which basis the claim stands: the most binding kind of its sources
 * @param sources who says so
 * @param stewardship who stands behind the claim
 * @param classification who may read it
 * @param record the head, with {@code expand=record}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(name = "CapacityShare")
record CapacityShareView(
        Urn urn,
        String displayId,
        SiteNote site,
        Quantity share,
        String product,
        LocalizedText denominator,
        DenominatorScope denominatorScope,
        @Nullable String denominatorCountry,
        @Nullable String sector,
        @Nullable FuzzyDate period,
        Modality modality,
        Map<String, UnknownReason> unknownReasons,
        @Nullable Basis basis,
        List<SourceNote> sources,
        Stewardship stewardship,
        Classification.Level classification,
        @Nullable HeadView record) {

    /**
     * The site of a claim.
     *
     * @param org its owner
     * @param orgName the owner's name, absent while this service has not learnt it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "CapacityShareSite")
    record SiteNote(
            Urn urn,
            LocalizedText title,
            Place place,
            OrgRef org,
            @Nullable LocalizedText orgName) {
        static SiteNote of(SiteInfo site, @Nullable LocalizedText orgName) {
            return new SiteNote(site.urn(), site.title(), site.place(), site.org(), orgName);
        }
    }

    static CapacityShareView of(CapacityShare stored, SiteNote site, List<Source> sources, boolean withHead) {
        CapacityShareContent claim = stored.content();
        return new CapacityShareView(
                stored.urn(),
                stored.head().displayId(),
                site,
                claim.share(),
                claim.product(),
                claim.denominator(),
                claim.denominatorScope(),
                claim.denominatorCountry(),
                claim.sector(),
                claim.period(),
                claim.modality(),
                claim.unknownReasons(),
                SourceNotes.basis(sources),
                SourceNotes.of(sources),
                stored.head().stewardship(),
                stored.head().classification().level(),
                HeadView.where(withHead, stored.head()));
    }

    /** The plain view: the same without the head. */
    CapacityShareView withoutHead() {
        return new CapacityShareView(
                urn,
                displayId,
                site,
                share,
                product,
                denominator,
                denominatorScope,
                denominatorCountry,
                sector,
                period,
                modality,
                unknownReasons,
                basis,
                sources,
                stewardship,
                classification,
                null);
    }
}
