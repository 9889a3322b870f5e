/** Changes of the pattern of cooperation as a whole. */
@NullMarked
package org.ckep.policy.shift;

import org.jspecify.annotations.NullMarked;
