/** What a record is to the two governments. */
@NullMarked
package org.ckep.kernel.record;

import org.jspecify.annotations.NullMarked;
