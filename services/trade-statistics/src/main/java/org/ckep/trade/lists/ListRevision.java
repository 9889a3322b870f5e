package org.ckep.trade.lists;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import org.ckep.kernel.access.Side;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A change of a code list or a correspondence.
 *
 * @param list its id
 * @param revision rises by one with every import that changes something
 * @param at since when it holds; ask for an earlier instant with {@code knownAt}
 * @param side whose statistician made it, null where the secretariat did
 * @param read rows of the file
 * @param added codes or links that are new
 * @param changed codes that say something else than before
 * @param removed links that are gone; codes never go
 * @param origin where a correspondence comes from, as its import told
 * @param validFrom first day on which it holds by its publisher
 * @param validTo last day of that
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ListRevision")
record ListRevision(
        String list,
        int revision,
        Instant at,
        @Nullable Side side,
        int read,
        int added,
        int changed,
        int removed,
        @Nullable String origin,
        @Nullable LocalDate validFrom,
        @Nullable LocalDate validTo) {
    /** A change of a code list, whose names say where they come from one by one. */
    ListRevision(
            String list, int revision, Instant at, @Nullable Side side, int read, int added, int changed, int removed) {
        this(list, revision, at, side, read, added, changed, removed, null, null, null);
    }

    /** Where what it says comes from. */
    TableOrigin from() {
        return new TableOrigin(origin, validFrom, validTo);
    }
}
