package org.ckep.records;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.record.Stewardship;
import org.jspecify.annotations.Nullable;

/**
 * A record's head for those who ask with {@code expand=record}; the plain answer carries only stewardship and level.
 *
 * @param side the side that stands behind the record, null where none or both do
 * @param guardsNotShown guards that the sources could not prove
 * @param localIds ids in other registers
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HeadView(
        Stewardship stewardship,
        @Nullable Side side,
        Classification classification,
        Instant recordedAt,
        List<Urn> sources,
        List<String> guardsNotShown,
        List<LocalId> localIds) {

    /** The value of {@code expand} that asks for the head. */
    public static final String EXPAND = "record";

    public static HeadView of(RecordHead head) {
        return new HeadView(
                head.stewardship(),
                head.ownerSide(),
                head.classification(),
                head.createdAt(),
                head.sources(),
                head.guardsNotShown(),
                head.localIds());
    }

    /** The head where {@code expand} asks for it, else null, which leaves it out of the answer. */
    public static @Nullable HeadView where(boolean asked, RecordHead head) {
        return asked ? of(head) : null;
    }
}
