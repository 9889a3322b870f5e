/** What is called for, and what answers it. */
@NullMarked
package org.ckep.policy.need;

import org.jspecify.annotations.NullMarked;
