/** What a subscriber gets of the data of an event where he wants some of its members only. */
@NullMarked
package org.ckep.hub.projection;

import org.jspecify.annotations.NullMarked;
