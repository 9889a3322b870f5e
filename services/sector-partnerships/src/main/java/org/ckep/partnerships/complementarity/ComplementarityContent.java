package org.ckep.partnerships.complementarity;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.records.PlainText;

/**
 * What is said of a side's strengths; all of it may be changed by a merge patch.
 *
 * @param sector code of the sector
 * @param side whose strengths they are
 * @param strengths what it is strong in, each in up to three languages
 * @param modality in which mood it is said
 * @param sources what it rests on
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ComplementarityContent(
        @NotNull String sector,
        @NotNull Side side,
        @NotEmpty @Size(max = 20) List<@NotNull LocalizedText> strengths,
        @NotNull Modality modality,
        @Size(max = 20) List<@NotNull Urn> sources) {

    @SuppressWarnings("ConstantValue") // JSON may leave members out
    ComplementarityContent {
        strengths = strengths == null ? List.of() : List.copyOf(strengths);
        sources = sources == null ? List.of() : List.copyOf(sources);
    }

    void requireSound() {
        for (int i = 0; i < strengths.size(); i++) {
            PlainText.require(strengths.get(i), "/strengths/" + i);
        }
    }
}
