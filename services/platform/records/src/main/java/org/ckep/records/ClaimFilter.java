package org.ckep.records;

import java.util.List;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.claim.Rank;
import org.ckep.kernel.id.Urn;
import org.jspecify.annotations.Nullable;

/**
 * Which claims are asked for. Without a modality, expectations and opinions stay out; without a rank, deprecated claims
 * do.
 *
 * @param subject only about this record, null for all
 * @param attribute only of this attribute, null for all
 * @param modalities only in these moods; empty for all but expectations and opinions
 * @param sector only of this sector, null for all
 * @param rank only of this rank; null for all but deprecated ones
 */
public record ClaimFilter(
        @Nullable Urn subject,
        @Nullable String attribute,
        List<Modality> modalities,
        @Nullable String sector,
        @Nullable Rank rank) {

    public ClaimFilter {
        modalities = List.copyOf(modalities);
    }

    /** All claims about a record that count by default. */
    public static ClaimFilter about(Urn subject) {
        return new ClaimFilter(subject, null, List.of(), null, null);
    }

    List<Modality> effectiveModalities() {
        return Modality.wanted(modalities);
    }

    List<Rank> effectiveRanks() {
        return rank == null ? List.of(Rank.PREFERRED, Rank.NORMAL) : List.of(rank);
    }
}
