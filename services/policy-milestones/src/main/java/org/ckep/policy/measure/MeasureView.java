package org.ckep.policy.measure;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.UnknownReason;
import org.ckep.records.HeadView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A measure as it is answered, with its state on the day of the answer. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(examples = MeasureView.EXAMPLE)
record MeasureView(
        Urn urn,
        String displayId,
        LocalizedText title,
        String issuer,
        MeasureKind kind,
        MeasureState state,
        @Nullable FuzzyDate announcedOn,
        @Nullable FuzzyDate inForceOn,
        @Nullable FuzzyDate removedOn,
        List<String> hs,
        List<String> sectors,
        List<Urn> organisations,
        List<Side> affectedSides,
        NewMeasure.@Nullable Evaluation evaluation,
        @Nullable Map<String, UnknownReason> unknown,
        List<Urn> sources,
        Stewardship stewardship,
        Classification.Level classification,
        @Nullable HeadView record) {
    static final String EXAMPLE = """
        {"urn": "urn:ckep:measure:8b9f6f0e-3d5a-4a53-9a0e-0f5c8f0a7d11", "displayId": "CK-MEA-7KQ4M-C", \
        "title": {"en": {"text": "Annual licences for chip equipment", "status": "ORIGINAL"}}, "issuer": "US", \
        "kind": "EXPORT_CONTROL", "state": "IN_FORCE", "announcedOn": {"date": "2025-08-29", "precision": "DAY"}, \
        "inForceOn": {"date": "2025-12-31", "precision": "DAY"}, "hs": [], "sectors": ["SEMI"], "organisations": [], \
        "affectedSides": ["CN", "KR"], "sources": [], "stewardship": "UNILATERAL", "classification": "SIDE"}\
        """;

    static MeasureView of(Measure measure, LocalDate today, boolean withHead) {
        NewMeasure content = measure.content();
        return new MeasureView(
                measure.urn(),
                measure.head().displayId(),
                content.title(),
                content.issuer(),
                content.kind(),
                measure.stateOn(today),
                content.announcedOn(),
                content.inForceOn(),
                content.removedOn(),
                content.hsCodes(),
                content.sectorCodes(),
                content.organisationUrns(),
                content.sides(),
                content.evaluation(),
                content.unknown(),
                measure.head().sources(),
                measure.head().stewardship(),
                measure.head().classification().level(),
                HeadView.where(withHead, measure.head()));
    }
}
