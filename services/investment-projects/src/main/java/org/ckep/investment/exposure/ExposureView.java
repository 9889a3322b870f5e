package org.ckep.investment.exposure;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.ckep.investment.register.SourceNotes;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.claim.Source;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.records.ClaimView.SourceNote;
import org.ckep.records.HeadView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An exposure as it is answered. What the viewer may not see, or nobody knows, is absent.
 *
 * @param urn permanent name
 * @param displayId id for people
 * @param subject URN of the project or site
 * @param measure URN of the measure that touches it
 * @param measureTitle the measure's name, absent while this service has not learnt it
 * @param effect in which way
 * @param state whether it does still
 * @param since when it began
 * @param clearedOn when it ended
 * @param reason why it ended
 * @param sources who says so
 * @param side whose word it is, absent for what public sources say
 * @param stewardship who stands behind it
 * @param classification who may read it
 * @param record the head, with {@code expand=record}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(name = "Exposure")
record ExposureView(
        Urn urn,
        String displayId,
        Urn subject,
        Urn measure,
        @Nullable LocalizedText measureTitle,
        LocalizedText effect,
        ExposureState state,
        FuzzyDate since,
        @Nullable FuzzyDate clearedOn,
        @Nullable LocalizedText reason,
        List<SourceNote> sources,
        @Nullable Side side,
        Stewardship stewardship,
        Classification.Level classification,
        @Nullable HeadView record) {

    static ExposureView of(
            Exposure stored, @Nullable LocalizedText measureTitle, List<Source> sources, boolean withHead) {
        return new ExposureView(
                stored.urn(),
                stored.head().displayId(),
                stored.subject(),
                stored.measure(),
                measureTitle,
                stored.effect(),
                stored.state(),
                stored.since(),
                stored.clearedOn(),
                stored.reason(),
                SourceNotes.of(sources),
                stored.head().ownerSide(),
                stored.head().stewardship(),
                stored.head().classification().level(),
                HeadView.where(withHead, stored.head()));
    }

    /** The plain view: the same without the head. */
    ExposureView withoutHead() {
        return new ExposureView(
                urn,
                displayId,
                subject,
                measure,
                measureTitle,
                effect,
                state,
                since,
                clearedOn,
                reason,
                sources,
                side,
                stewardship,
                classification,
                null);
    }
}
