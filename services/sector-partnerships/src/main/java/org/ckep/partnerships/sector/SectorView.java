package org.ckep.partnerships.sector;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.ScriptCheck;
import org.ckep.records.HeadView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A sector as it is answered.
 *
 * @param urn permanent name
 * @param displayId id for people
 * @param code what other registers refer to
 * @param name in up to three languages
 * @param parent code of the umbrella sector
 * @param growthArea true for a new growth area
 * @param isic classes of ISIC Rev.4
 * @param hs codes of the Harmonized System 2022
 * @param validFrom first day of use
 * @param validTo last day of use
 * @param warnings texts that probably stand in the wrong language
 * @param record the head, with {@code expand=record}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(name = "Sector")
public record SectorView(
        Urn urn,
        String displayId,
        @Schema(examples = "SEMI") String code,
        LocalizedText name,
        @Nullable String parent,
        @JsonInclude(JsonInclude.Include.ALWAYS) boolean growthArea,
        List<String> isic,
        List<String> hs,
        @Nullable LocalDate validFrom,
        @Nullable LocalDate validTo,
        Stewardship stewardship,
        Classification.Level classification,
        List<Urn> sources,
        List<FieldError> warnings,
        @Nullable HeadView record) {

    static SectorView of(Sector sector, boolean withHead) {
        SectorContent content = sector.content();
        return new SectorView(
                sector.urn(),
                sector.head().displayId(),
                sector.code(),
                content.name(),
                content.parent(),
                content.growthArea(),
                content.isic(),
                content.hs(),
                content.validFrom(),
                content.validTo(),
                sector.head().stewardship(),
                sector.head().classification().level(),
                sector.head().sources(),
                ScriptCheck.warnings("/name", content.name()),
                HeadView.where(withHead, sector.head()));
    }
}
