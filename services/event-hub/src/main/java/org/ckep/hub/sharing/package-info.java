/** Work that several callers want at the same time, done once. */
@NullMarked
package org.ckep.hub.sharing;

import org.jspecify.annotations.NullMarked;
