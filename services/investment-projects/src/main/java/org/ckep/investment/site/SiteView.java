package org.ckep.investment.site;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.ckep.investment.register.SourceNotes;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.claim.Basis;
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
 * A site as it is answered. What the viewer may not see, or nobody knows, is absent.
 *
 * @param urn permanent name
 * @param displayId id for people
 * @param title the site's name
 * @param org its owner
 * @param orgName the owner's name, absent while this service has not learnt it
 * @param place where it is
 * @param product what it makes
 * @param sectors codes of its sectors
 * @param state what it is at present
 * @param since since when it exists
 * @param landArea its area in km2
 * @param unknownReasons why a value is missing
 * @param basis on which basis the record stands: the most binding kind of its sources
 * @param sources what it rests on
 * @param stewardship who stands behind the record
 * @param classification who may read it
 * @param record the head, with {@code expand=record}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(name = "Site")
record SiteView(
        Urn urn,
        String displayId,
        LocalizedText title,
        OrgRef org,
        @Nullable LocalizedText orgName,
        Place place,
        @Nullable String product,
        List<String> sectors,
        SiteState state,
        @Nullable FuzzyDate since,
        @Nullable Quantity landArea,
        Map<String, UnknownReason> unknownReasons,
        @Nullable Basis basis,
        List<SourceNote> sources,
        Stewardship stewardship,
        Classification.Level classification,
        @Nullable HeadView record) {

    static SiteView of(Site site, @Nullable LocalizedText orgName, List<Source> sources, boolean withHead) {
        SiteContent content = site.content();
        return new SiteView(
                site.urn(),
                site.head().displayId(),
                content.title(),
                content.org(),
                orgName,
                content.place(),
                content.product(),
                content.sectors(),
                content.state(),
                content.since(),
                content.landArea(),
                content.unknownReasons(),
                SourceNotes.basis(sources),
                SourceNotes.of(sources),
                site.head().stewardship(),
                site.head().classification().level(),
                HeadView.where(withHead, site.head()));
    }

    /** The plain view: the same without the head. */
    SiteView withoutHead() {
        return new SiteView(
                urn,
                displayId,
                title,
                org,
                orgName,
                place,
                product,
                sectors,
                state,
                since,
                landArea,
                unknownReasons,
                basis,
                sources,
                stewardship,
                classification,
                null);
    }
}
