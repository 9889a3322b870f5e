/** The calendar of both sides as an iCalendar feed. */
@NullMarked
package org.ckep.policy.calendar;

import org.jspecify.annotations.NullMarked;
