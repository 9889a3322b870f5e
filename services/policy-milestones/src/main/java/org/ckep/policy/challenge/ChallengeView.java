package org.ckep.policy.challenge;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.UnknownReason;
import org.ckep.records.HeadView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A challenge as it is answered; the severity is that of the viewer's own side and absent for everybody else. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(examples = ChallengeView.EXAMPLE)
record ChallengeView(
        Urn urn,
        String displayId,
        LocalizedText title,
        List<ChallengeKind> kinds,
        @Nullable String exertedBy,
        @Nullable Side onSide,
        List<String> sectors,
        @Nullable Urn measure,
        List<Urn> indicators,
        List<Urn> mitigations,
        @Nullable LocalizedText mitigationNote,
        @Nullable OwnSeverity severity,
        @Nullable Map<String, UnknownReason> unknown,
        List<Urn> sources,
        Stewardship stewardship,
        Classification.Level classification,
        @Nullable HeadView record) {
    static final String EXAMPLE = """
        {"urn": "urn:ckep:challenge:8b9f6f0e-3d5a-4a53-9a0e-0f5c8f0a7d11", "displayId": "CK-CHL-7KQ4M-C", \
        "title": {"en": {"text": "Pressure to decouple in semiconductors", "status": "ORIGINAL"}}, \
        "kinds": ["DECOUPLING_PRESSURE"], "exertedBy": "US", "onSide": "KR", "sectors": ["SEMI"], "indicators": [], \
        "mitigations": [], "sources": [], "stewardship": "UNILATERAL", "classification": "SIDE"}\
        """;

    /** How heavily the viewer's own side takes it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OwnSeverity(
            Side side, Severity severity, @Nullable String note) {}

    static ChallengeView of(Challenge challenge, @Nullable OwnSeverity severity, boolean withHead) {
        NewChallenge content = challenge.content();
        return new ChallengeView(
                challenge.urn(),
                challenge.head().displayId(),
                content.title(),
                content.kinds(),
                content.exertedBy(),
                content.onSide(),
                content.sectorCodes(),
                content.measure(),
                content.indicatorUrns(),
                content.mitigationUrns(),
                content.mitigationNote(),
                severity,
                content.unknown(),
                challenge.head().sources(),
                challenge.head().stewardship(),
                challenge.head().classification().level(),
                HeadView.where(withHead, challenge.head()));
    }
}
