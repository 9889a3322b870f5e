/** What stands in the way of the cooperation, and who presses whom. */
@NullMarked
package org.ckep.policy.challenge;

import org.jspecify.annotations.NullMarked;
