package org.ckep.policy.instrument;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.Language;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.UnknownReason;
import org.ckep.records.HeadView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An instrument as it is answered, with its stage on the day of the answer.
 *
 * @param stageBasis on what the stage rests
 * @param underNegotiation true while it is negotiated itself or a track of it is open
 * @param inForceSince the first day on which it is in force as a whole by the acts recorded
 * @param parties the parties that are known, each with its own standing
 * @param tracks its negotiation tracks that the viewer may see
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(examples = InstrumentView.EXAMPLE)
record InstrumentView(
        Urn urn,
        String displayId,
        LocalizedText title,
        InstrumentKind kind,
        InstrumentLevel level,
        InstrumentStage stage,
        StageBasis stageBasis,
        boolean underNegotiation,
        @Nullable LocalDate inForceSince,
        List<Party> parties,
        boolean partiesComplete,
        @Nullable Integer minParties,
        @Nullable LocalizedText purpose,
        List<Language> authenticLanguages,
        @Nullable Language prevailing,
        List<Documents.Document> documents,
        @Nullable Urn parent,
        List<String> sectors,
        List<String> hs,
        List<PartyAct> acts,
        List<TrackNote> tracks,
        List<Urn> answers,
        @Nullable Map<String, UnknownReason> unknown,
        List<Urn> sources,
        Stewardship stewardship,
        Classification.Level classification,
        @Nullable HeadView record) {
    static final String EXAMPLE = """
        {"urn": "urn:ckep:instrument:8b9f6f0e-3d5a-4a53-9a0e-0f5c8f0a7d11", "displayId": "CK-INS-7KQ4M-C", \
        "title": {"en": {"text": "MoU on the commerce cooperation dialogue", "status": "ORIGINAL"}}, "kind": "MOU", \
        "level": "BILATERAL", "stage": "NEGOTIATING", "stageBasis": "DECLARED", "underNegotiation": true, \
        "parties": [{"party": "CN"}, {"party": "KR"}], "partiesComplete": true, "authenticLanguages": [], \
        "documents": [], "sectors": [], "hs": [], "acts": [], "tracks": [], "answers": [], "sources": [], \
        "stewardship": "UNILATERAL", "classification": "BILATERAL"}\
        """;

    /** On what a stage rests. */
    enum StageBasis {
        /** A side has declared it. */
        DECLARED,
        /** It follows from the acts of the parties. */
        DERIVED,
        /** A source says it without showing the acts. */
        REPORTED
    }

    /**
     * A party and where the instrument stands for it.
     *
     * @param party ISO 3166-1 code
     * @param inForce whether it is in force for the party; absent where no act of the party is known
     * @param since from when it is in force for the party
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Party(
            String party,
            @Nullable Boolean inForce,
            @Nullable FuzzyDate since) {}

    /** What one sees of a track beside its instrument. */
    record TrackNote(Urn urn, LocalizedText title, List<TrackTopic> topics, TrackState state) {}
}
