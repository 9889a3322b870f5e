package org.ckep.kernel.claim;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.jspecify.annotations.Nullable;

/**
 * Who says what about which attribute of which record, since when and on which basis. Claims are only ever added:
 * conflicting ones stand side by side, and an agreed figure is a separate, bilateral act.
 *
 * @param urn the claim's name
 * @param subject the record that is spoken of
 * @param attribute kebab-case name of the attribute, such as {@code bilateral-goods-trade}
 * @param value what is said
 * @param validFrom from when it holds in the world, null where not stated
 * @param validTo until when (exclusive), null where open or not stated
 * @param assertedBySide the side that stands behind it, null for a claim of a source alone
 * @param sources where it was found, at least one
 * @param modality in which mood it is said
 * @param rank which of several claims answers first
 * @param deprecationReason why the claim no longer counts; present exactly with the rank DEPRECATED
 * @param sectors codes of the sectors it concerns
 * @param classification who may read it
 * @param recordedAt when the platform learnt it
 * @param supersedes an earlier claim of the same asserter that this one replaces, null where none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Claim(
        Urn urn,
        Urn subject,
        String attribute,
        ClaimValue value,
        @Nullable FuzzyDate validFrom,
        @Nullable FuzzyDate validTo,
        @Nullable Side assertedBySide,
        List<Urn> sources,
        Modality modality,
        Rank rank,
        @Nullable String deprecationReason,
        List<String> sectors,
        Classification classification,
        Instant recordedAt,
        @Nullable Urn supersedes) {

    public Claim {
        sources = List.copyOf(sources);
        sectors = List.copyOf(sectors);
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("a claim needs at least one source");
        }
        if ((rank == Rank.DEPRECATED) != (deprecationReason != null)) {
            throw new IllegalArgumentException("a deprecated claim, and no other, carries a reason");
        }
        if (validFrom != null && validTo != null && validFrom.isCertainlyAfter(validTo)) {
            throw new IllegalArgumentException("the claim ends before it begins");
        }
    }
}
