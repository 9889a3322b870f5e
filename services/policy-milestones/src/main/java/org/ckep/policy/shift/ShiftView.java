package org.ckep.policy.shift;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.UnknownReason;
import org.ckep.records.HeadView;
import org.jspecify.annotations.Nullable;

/** A shift as it is answered. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ShiftView(
        Urn urn,
        String displayId,
        LocalizedText title,
        LocalizedText pastModel,
        LocalizedText newModel,
        List<NewShift.PastContribution> pastContributions,
        NewShift.@Nullable Measured measuredBy,
        @Nullable Map<String, UnknownReason> unknown,
        List<Urn> sources,
        Stewardship stewardship,
        Classification.Level classification,
        @Nullable HeadView record) {

    static ShiftView of(Shift shift, boolean withHead) {
        NewShift content = shift.content();
        return new ShiftView(
                shift.urn(),
                shift.head().displayId(),
                content.title(),
                content.pastModel(),
                content.newModel(),
                content.contributions(),
                content.measuredBy(),
                content.unknown(),
                shift.head().sources(),
                shift.head().stewardship(),
                shift.head().classification().level(),
                HeadView.where(withHead, shift.head()));
    }
}
