/** What kinds of events there are. */
@NullMarked
package org.ckep.hub.catalogue;

import org.jspecify.annotations.NullMarked;
