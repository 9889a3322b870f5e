package org.ckep.records.change;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.change.Objection;
import org.ckep.kernel.change.ObjectionState;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.jspecify.annotations.Nullable;

/** What an objection says, as the audit trail hashes it: the members that its view has too. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ObjectionContent(Urn record, Side side, @Nullable String attribute, ObjectionState state, LocalizedText reason) {

    /** What it says now. */
    static ObjectionContent of(StoredObjection stored) {
        Objection objection = stored.toObjection();
        return new ObjectionContent(
                stored.record(), objection.side(), objection.attribute(), objection.state(), stored.reason());
    }
}
