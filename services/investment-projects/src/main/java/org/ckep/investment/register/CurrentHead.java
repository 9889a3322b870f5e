package org.ckep.investment.register;

import java.util.List;
import org.ckep.kernel.id.Urn;
import org.ckep.records.HeadView;
import org.ckep.records.RecordHead;
import org.jspecify.annotations.Nullable;

/** A record's head as it stands after changes: the stored head keeps the sources and guards of the registration. */
public final class CurrentHead {
    private CurrentHead() {}

    /**
     * The head where it is asked for, else null.
     *
     * @param sources what the record rests on by now
     * @param guardsNotShown guards that are still not shown
     */
    public static @Nullable HeadView where(
            boolean asked, RecordHead stored, List<Urn> sources, List<String> guardsNotShown) {
        if (!asked) {
            return null;
        }
        HeadView head = HeadView.of(stored);
        return new HeadView(
                head.stewardship(),
                head.side(),
                head.classification(),
                head.recordedAt(),
                sources,
                guardsNotShown,
                head.localIds());
    }
}
