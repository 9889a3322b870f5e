package org.ckep.partnerships.complementarity;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.ScriptCheck;
import org.ckep.records.HeadView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a side is said to be strong in.
 *
 * @param urn permanent name
 * @param displayId id for people
 * @param sector code of the sector
 * @param side whose strengths they are
 * @param strengths what it is strong in
 * @param modality in which mood it is said
 * @param warnings texts that probably stand in the wrong language
 * @param record the head, with {@code expand=record}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(name = "Complementarity")
public record ComplementarityView(
        Urn urn,
        String displayId,
        String sector,
        Side side,
        List<LocalizedText> strengths,
        Modality modality,
        Stewardship stewardship,
        Classification.Level classification,
        List<Urn> sources,
        List<FieldError> warnings,
        @Nullable HeadView record) {

    static ComplementarityView of(Complementarity complementarity, boolean withHead) {
        ComplementarityContent content = complementarity.content();
        List<FieldError> warnings = new ArrayList<>();
        for (int i = 0; i < content.strengths().size(); i++) {
            warnings.addAll(
                    ScriptCheck.warnings("/strengths/" + i, content.strengths().get(i)));
        }
        return new ComplementarityView(
                complementarity.urn(),
                complementarity.head().displayId(),
                content.sector(),
                content.side(),
                content.strengths(),
                content.modality(),
                complementarity.head().stewardship(),
                complementarity.head().classification().level(),
                content.sources(),
                warnings,
                HeadView.where(withHead, complementarity.head()));
    }
}
