package org.ckep.trade.release;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How far a release has come. */
@Schema(name = "ReleaseState")
enum ReleaseState {
    /** Being prepared; the own side sees it, and it can be changed. */
    DRAFT,
    /** Complete, and published by itself when its embargo ends; the own side sees it. */
    EMBARGOED,
    /** Its figures are visible. */
    PUBLISHED,
    /** Published, and some of its figures have been replaced since. */
    REVISED,
    /** Its figures are taken back. */
    WITHDRAWN;

    /** The states into which its side may carry it; REVISED comes by itself. */
    List<ReleaseState> next() {
        return switch (this) {
            case DRAFT -> List.of(EMBARGOED, PUBLISHED);
            case EMBARGOED -> List.of(DRAFT, EMBARGOED, PUBLISHED);
            case PUBLISHED, REVISED -> List.of(WITHDRAWN);
            case WITHDRAWN -> List.of();
        };
    }

    /** True where everybody may know of it. */
    boolean isPublic() {
        return this != DRAFT && this != EMBARGOED;
    }
}
