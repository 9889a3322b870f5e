package org.ckep.policy.measure;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.UnknownReason;
import org.ckep.policy.register.Entry;
import org.ckep.records.LocalId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A measure to be entered.
 *
 * @param issuer ISO 3166-1 code of who issued it; may be a third country
 * @param announcedOn when it was announced, null where not stated
 * @param inForceOn from when it is in force, null where not stated
 * @param removedOn rule M10: from when it is removed; only for one that was in force
 * @param hs goods it affects: codes of the Harmonized System of 2, 4 or 6 digits
 * @param sectors codes of the sectors it affects
 * @param organisations URNs of the organisations it affects
 * @param affectedSides the sides it affects
 * @param evaluation how harmful to the cooperation, after Global Trade Alert: RED, AMBER or GREEN
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(examples = NewMeasure.EXAMPLE)
record NewMeasure(
        @NotNull LocalizedText title,
        @NotNull String issuer,
        @NotNull MeasureKind kind,
        @Nullable FuzzyDate announcedOn,
        @Nullable FuzzyDate inForceOn,
        @Nullable FuzzyDate removedOn,
        @Nullable @Size(max = 500) List<@NotNull String> hs,
        @Nullable @Size(max = 20) List<@NotNull String> sectors,
        @Nullable @Size(max = 200) List<@NotNull Urn> organisations,
        @Nullable @Size(max = 2) List<@NotNull Side> affectedSides,
        @Nullable Evaluation evaluation,
        @Nullable Map<String, UnknownReason> unknown,
        @Nullable Classification classification,
        @Nullable @Size(max = 20) List<@NotNull Urn> sources,
        @Nullable @Size(max = 40) List<@NotNull @Size(max = 80) String> guardsNotShown,
        @Nullable @Size(max = 20) List<@Valid LocalId> localIds)
        implements Entry {

    static final String EXAMPLE = """
        {"title": {"en": "Annual licences for chip equipment"}, "issuer": "US", "kind": "EXPORT_CONTROL", \
        "announcedOn": "2025-08-29", "inForceOn": "2025-12-31", "sectors": ["SEMI"], "affectedSides": ["CN", "KR"]}\
        """;

    /** How harmful a measure is to the cooperation. */
    enum Evaluation {
        RED,
        AMBER,
        GREEN
    }

    List<String> hsCodes() {
        return hs == null ? List.of() : hs;
    }

    List<String> sectorCodes() {
        return sectors == null ? List.of() : sectors;
    }

    List<Urn> organisationUrns() {
        return organisations == null ? List.of() : organisations;
    }

    List<Side> sides() {
        return affectedSides == null ? List.of() : affectedSides;
    }
}
