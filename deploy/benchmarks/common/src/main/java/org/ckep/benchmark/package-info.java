/** What the measures of the services have in common: a packaged service on a durable database, and the table of figures. */
@NullMarked
package org.ckep.benchmark;

import org.jspecify.annotations.NullMarked;
