/** What one person of a side does with its records that others read waits here until a second person has confirmed it. */
@NullMarked
package org.ckep.investment.pending;

import org.jspecify.annotations.NullMarked;
