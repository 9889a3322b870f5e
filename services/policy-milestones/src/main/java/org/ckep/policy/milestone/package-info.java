/** Milestones: what was agreed by when, what it depends on, and who says that it is met. */
@NullMarked
package org.ckep.policy.milestone;

import org.jspecify.annotations.NullMarked;
