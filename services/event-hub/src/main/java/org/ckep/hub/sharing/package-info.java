/** Work that several callers want at the same time, done once, and work that is done in rounds. */
@NullMarked
package org.ckep.hub.sharing;

import org.jspecify.annotations.NullMarked;
