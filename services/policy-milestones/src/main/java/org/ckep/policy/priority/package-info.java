/** What the cooperation is to concentrate on. */
@NullMarked
package org.ckep.policy.priority;

import org.jspecify.annotations.NullMarked;
