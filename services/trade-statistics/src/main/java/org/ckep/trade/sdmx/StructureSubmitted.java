package org.ckep.trade.sdmx;

import java.time.Instant;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.messaging.DomainEvent;

/**
 * A structure was stored, replaced or deleted.
 *
 * @param title its names
 * @param structure its URN of SDMX 3
 * @param state whether it never changes again (FINAL), may change (DRAFT) or is gone (DELETED)
 * @param side whose statistician did it
 */
record StructureSubmitted(Urn urn, LocalizedText title, String structure, String state, Side side) {
    static final String SUBMITTED = "org.ckep.trade.structure.submitted.v1";
    static final String DELETED = "org.ckep.trade.structure.deleted.v1";
    static final String URN_TYPE = "structure";

    static DomainEvent of(Urn urn, Structure structure, SubmissionResult.Change change, Side side, Instant at) {
        boolean deleted = change == SubmissionResult.Change.DELETED;
        String state = deleted ? "DELETED" : structure.ref().isFinal() ? "FINAL" : "DRAFT";
        return DomainEvent.forAll(
                deleted ? DELETED : SUBMITTED,
                urn,
                at,
                null,
                Classification.PUBLIC,
                new StructureSubmitted(urn, structure.names(), structure.ref().urn(MlVersion.ML_3_0), state, side));
    }
}
