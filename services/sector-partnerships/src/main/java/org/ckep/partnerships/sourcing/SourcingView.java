package org.ckep.partnerships.sourcing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.OrgRef;
import org.ckep.kernel.value.Share;
import org.ckep.records.HeadView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A sourcing relation as it is answered.
 *
 * @param urn permanent name
 * @param displayId id for people
 * @param buyer who buys
 * @param material what
 * @param hs subheading of the Harmonized System
 * @param originCountry from which country
 * @param suppliers from whom
 * @param adoption how far it is in use
 * @param share its share in percent
 * @param qualifiedOn since when it may be used
 * @param asOf the time that adoption and share speak of
 * @param alternatives who could take over
 * @param sector code of the sector
 * @param modality in which mood it is said
 * @param warnings texts that probably stand in the wrong language
 * @param record the head, with {@code expand=record}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(name = "SourcingRelation")
public record SourcingView(
        Urn urn,
        String displayId,
        Buyer buyer,
        LocalizedText material,
        @Schema(examples = "281111") String hs,
        @Nullable String originCountry,
        List<Supplier> suppliers,
        Adoption adoption,
        @Nullable Share share,
        @Nullable FuzzyDate qualifiedOn,
        @Nullable FuzzyDate asOf,
        List<Supplier> alternatives,
        String sector,
        Modality modality,
        Stewardship stewardship,
        Classification.Level classification,
        List<Urn> sources,
        List<FieldError> warnings,
        @Nullable HeadView record) {

    /**
     * Who buys.
     *
     * @param id URN of the organisation or site
     * @param name its name; absent for a site of which this service has not heard yet
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Buyer")
    record Buyer(Urn id, @Nullable LocalizedText name) {}

    /**
     * Who supplies.
     *
     * @param orgId present URN of the organisation
     * @param name its present name
     * @param unnamed what is known of a supplier without a name
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Supplier")
    record Supplier(@Nullable Urn orgId, @Nullable LocalizedText name, OrgRef.@Nullable Unnamed unnamed) {}
}
