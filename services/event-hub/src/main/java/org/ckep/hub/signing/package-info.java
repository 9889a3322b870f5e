/** Signatures by which receivers know that a delivery is ours, and the keys that make them. */
@NullMarked
package org.ckep.hub.signing;

import org.jspecify.annotations.NullMarked;
