package org.ckep.investment.register;

import java.util.List;
import org.ckep.kernel.claim.Basis;
import org.ckep.kernel.claim.Source;
import org.ckep.records.ClaimView.SourceNote;
import org.jspecify.annotations.Nullable;

/** What an answer says of the sources a record rests on. */
public final class SourceNotes {
    private SourceNotes() {}

    /** What one needs to know of each source. */
    public static List<SourceNote> of(List<Source> sources) {
        return sources.stream().map(SourceNote::of).toList();
    }

    /** On which basis the record stands, null where it names no source. */
    public static @Nullable Basis basis(List<Source> sources) {
        return sources.isEmpty()
                ? null
                : Basis.of(sources.stream().map(Source::kind).toList());
    }
}
