package org.ckep.records;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.claim.Basis;
import org.ckep.kernel.claim.Claim;
import org.ckep.kernel.claim.ClaimValue;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.claim.Rank;
import org.ckep.kernel.claim.Source;
import org.ckep.kernel.claim.SourceKind;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.jspecify.annotations.Nullable;

/**
 * A claim as it is answered: what is said, in which mood, on which basis, and where it was found.
 *
 * @param basis the most binding kind of its sources
 * @param record the head, where asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClaimView(
        Urn urn,
        String displayId,
        Urn subject,
        String attribute,
        ClaimValue value,
        Modality modality,
        Basis basis,
        Rank rank,
        @Nullable String deprecationReason,
        @Nullable FuzzyDate validFrom,
        @Nullable FuzzyDate validTo,
        @Nullable Side assertedBySide,
        List<String> sectors,
        List<SourceNote> sources,
        Classification.Level classification,
        Instant recordedAt,
        @Nullable Urn supersedes,
        @Nullable HeadView record) {

    /** What one needs to know of a source beside a claim. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SourceNote(
            Urn urn,
            SourceKind kind,
            String title,
            @Nullable String publisher,
            @Nullable URI url,
            @Nullable LocalDate publishedOn) {
        /** Of a source that the reader of the answer may read. */
        public static SourceNote of(Source source) {
            return new SourceNote(
                    source.urn(),
                    source.kind(),
                    source.title(),
                    source.publisher(),
                    source.url(),
                    source.publishedOn());
        }
    }

    /** The plain view: the same without the head. */
    ClaimView withoutHead() {
        return new ClaimView(
                urn,
                displayId,
                subject,
                attribute,
                value,
                modality,
                basis,
                rank,
                deprecationReason,
                validFrom,
                validTo,
                assertedBySide,
                sectors,
                sources,
                classification,
                recordedAt,
                supersedes,
                null);
    }

    static ClaimView of(Claim claim, RecordHead head, List<Source> sources, boolean expandRecord) {
        return new ClaimView(
                claim.urn(),
                head.displayId(),
                claim.subject(),
                claim.attribute(),
                claim.value(),
                claim.modality(),
                Basis.of(sources.stream().map(Source::kind).toList()),
                claim.rank(),
                claim.deprecationReason(),
                claim.validFrom(),
                claim.validTo(),
                claim.assertedBySide(),
                claim.sectors(),
                sources.stream().map(SourceNote::of).toList(),
                claim.classification().level(),
                claim.recordedAt(),
                claim.supersedes(),
                HeadView.where(expandRecord, head));
    }
}
