/** Standing bodies of the two sides and who faces whom in them. */
@NullMarked
package org.ckep.policy.mechanism;

import org.jspecify.annotations.NullMarked;
