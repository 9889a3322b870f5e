/** Faults and measures of the delivery of events, with the packaged services and endpoints as processes of their own. */
@NullMarked
package org.ckep.benchmark.events;

import org.jspecify.annotations.NullMarked;
