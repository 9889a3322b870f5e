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
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A shift as it is answered. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(examples = ShiftView.EXAMPLE)
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
    static final String EXAMPLE = """
        {"urn": "urn:ckep:shift:8b9f6f0e-3d5a-4a53-9a0e-0f5c8f0a7d11", "displayId": "CK-SHF-7KQ4M-C", \
        "title": {"en": {"text": "From division of labour to joint development", "status": "ORIGINAL"}}, \
        "pastModel": {"en": {"text": "vertical division of labour", "status": "ORIGINAL"}}, \
        "newModel": {"en": {"text": "horizontal collaboration", "status": "ORIGINAL"}}, \
        "pastContributions": [{"side": "CN", "contribution": "LABOUR"}, {"side": "KR", "contribution": "TECHNOLOGY"}], \
        "measuredBy": "HORIZONTALITY", "sources": [], "stewardship": "UNILATERAL", "classification": "SIDE"}\
        """;

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
