/** Measures of investment-projects: the packaged service and PostgreSQL as processes of their own, and what asks them. */
@NullMarked
package org.ckep.benchmark.investment;

import org.jspecify.annotations.NullMarked;
