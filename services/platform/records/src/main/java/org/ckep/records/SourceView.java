package org.ckep.records;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.claim.Source;
import org.jspecify.annotations.Nullable;

/**
 * A source as it is answered.
 *
 * @param source its fields, at the top level of the answer
 * @param record the head, where asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SourceView(
        @JsonUnwrapped Source source,
        String displayId,
        Classification.Level classification,
        @Nullable HeadView record) {

    static SourceView of(StoredSource stored, boolean expandRecord) {
        return new SourceView(
                stored.toSource(),
                stored.head().displayId(),
                stored.head().classification().level(),
                HeadView.where(expandRecord, stored.head()));
    }
}
