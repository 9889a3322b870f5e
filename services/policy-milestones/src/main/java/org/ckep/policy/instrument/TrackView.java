package org.ckep.policy.instrument;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.UnknownReason;
import org.ckep.records.HeadView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A negotiation track as it is answered, with its state on the day of the answer.
 *
 * @param instrumentTitle title of the instrument, absent where the viewer does not know it
 * @param lastRound the last round that was held, as far as the viewer may see
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(examples = TrackView.EXAMPLE)
record TrackView(
        Urn urn,
        String displayId,
        LocalizedText title,
        TrackState state,
        Urn instrument,
        @Nullable LocalizedText instrumentTitle,
        List<TrackTopic> topics,
        @Nullable LocalizedText aim,
        @Nullable FuzzyDate launchedOn,
        @Nullable LastRound lastRound,
        @Nullable Map<String, UnknownReason> unknown,
        List<Urn> sources,
        Stewardship stewardship,
        Classification.Level classification,
        @Nullable HeadView record) {
    static final String EXAMPLE = """
        {"urn": "urn:ckep:track:8b9f6f0e-3d5a-4a53-9a0e-0f5c8f0a7d11", "displayId": "CK-TRK-7KQ4M-C", \
        "title": {"en": {"text": "Second phase: services and investment", "status": "ORIGINAL"}}, "state": "DORMANT", \
        "instrument": "urn:ckep:instrument:8b9f6f0e-3d5a-4a53-9a0e-0f5c8f0a7d11", \
        "instrumentTitle": {"en": {"text": "Free trade agreement", "status": "ORIGINAL"}}, "topics": ["SERVICES", \
        "INVESTMENT"], "launchedOn": {"date": "2017-12-14", "precision": "DAY"}, "sources": [], \
        "stewardship": "UNILATERAL", "classification": "SIDE"}\
        """;

    /** The last round that was held. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LastRound(
            Urn urn,
            @Nullable Integer ordinal,
            @Nullable FuzzyDate start,
            @Nullable FuzzyDate end) {}

    static TrackView of(
            NegotiationTrack track,
            TrackState state,
            Tracks.@Nullable Round last,
            @Nullable LocalizedText instrumentTitle,
            boolean withHead) {
        NewTrack content = track.content();
        return new TrackView(
                track.urn(),
                track.head().displayId(),
                content.title(),
                state,
                content.instrument(),
                instrumentTitle,
                content.subjects(),
                content.aim(),
                content.launchedOn(),
                last == null ? null : new LastRound(last.urn(), last.ordinal(), last.start(), last.end()),
                content.unknown(),
                track.head().sources(),
                track.head().stewardship(),
                track.head().classification().level(),
                HeadView.where(withHead, track.head()));
    }
}
