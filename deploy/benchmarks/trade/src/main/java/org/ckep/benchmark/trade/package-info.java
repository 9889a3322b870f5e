/** Measures of trade-statistics: the packaged service and PostgreSQL as processes of their own, and what asks them. */
@NullMarked
package org.ckep.benchmark.trade;

import org.jspecify.annotations.NullMarked;
