package org.ckep.trade.lists;

import java.time.Instant;
import org.ckep.kernel.access.Side;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A change of a code list or a correspondence.
 *
 * @param list its id
 * @param revision rises by one with every import that changes something
 * @param at since when it holds; ask for an earlier instant with {@code knownAt}
 * @param side whose statistician made it
 * @param read rows of the file
 * @param added codes or links that are new
 * @param changed codes that say something else than before
 * @param removed links that are gone; codes never go
 */
@Schema(name = "ListRevision")
record ListRevision(String list, int revision, Instant at, Side side, int read, int added, int changed, int removed) {}
