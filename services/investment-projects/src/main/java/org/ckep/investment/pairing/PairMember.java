package org.ckep.investment.pairing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One side's record in a group of records of one thing.
 *
 * @param side whose record it is
 * @param part which part of the thing it is, absent where it is the whole
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "PairMember")
record PairMember(Urn project, Side side, @Nullable LocalizedText part) {
    UUID id() {
        return project.uuid();
    }
}
