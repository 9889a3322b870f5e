/** What lets a subscriber prove that nothing is missing: contiguous numbers, a hash chain, and signed digests. */
@NullMarked
package org.ckep.hub.proof;

import org.jspecify.annotations.NullMarked;
