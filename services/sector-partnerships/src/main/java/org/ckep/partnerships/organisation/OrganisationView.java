package org.ckep.partnerships.organisation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.records.HeadView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An organisation as it is answered.
 *
 * @param urn permanent name
 * @param displayId id for people
 * @param name present name in up to three languages
 * @param kind what it is
 * @param side where it belongs
 * @param country ISO 3166-1 code
 * @param lei Legal Entity Identifier
 * @param status whether it still exists under this URN
 * @param endedOn when it went on under another URN or was dissolved
 * @param successor under which URN it goes on
 * @param predecessors which organisations went on as this one
 * @param parent under whose roof it is
 * @param resolvedFrom the old URN that was asked for, where this is its successor
 * @param names its names over time, with {@code expand=history}
 * @param parents its roofs over time, with {@code expand=history}
 * @param warnings texts that probably stand in the wrong language
 * @param record the head, with {@code expand=record}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(name = "Organisation")
record OrganisationView(
        Urn urn,
        String displayId,
        LocalizedText name,
        OrganisationKind kind,
        OrganisationSide side,
        @Nullable String country,
        @Nullable String lei,
        OrganisationStatus status,
        @Nullable FuzzyDate endedOn,
        @Nullable Urn successor,
        List<Urn> predecessors,
        @Nullable Note parent,
        @Nullable Urn resolvedFrom,
        List<Name> names,
        List<Roof> parents,
        Stewardship stewardship,
        Classification.Level classification,
        List<Urn> sources,
        List<FieldError> warnings,
        @Nullable HeadView record) {

    /** Another organisation in short. */
    @Schema(name = "OrganisationNote")
    record Note(Urn orgId, LocalizedText name) {}

    /** A name and when it was valid. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @Schema(name = "OrganisationName")
    record Name(
            LocalizedText name,
            @Nullable FuzzyDate validFrom,
            @Nullable FuzzyDate validTo,
            List<Urn> sources) {}

    /** A roof and when the organisation was under it. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @Schema(name = "OrganisationParent")
    record Roof(
            Note parent,
            @Nullable FuzzyDate validFrom,
            @Nullable FuzzyDate validTo) {}

    /** The same view for a caller who asked for an earlier URN. */
    OrganisationView resolvedFrom(Urn asked) {
        return new OrganisationView(
                urn,
                displayId,
                name,
                kind,
                side,
                country,
                lei,
                status,
                endedOn,
                successor,
                predecessors,
                parent,
                asked,
                names,
                parents,
                stewardship,
                classification,
                sources,
                warnings,
                record);
    }
}
