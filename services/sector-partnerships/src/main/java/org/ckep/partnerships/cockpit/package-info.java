/** The sector cockpit: one page on a sector, composed of this service's data and of the other services' answers. */
@NullMarked
package org.ckep.partnerships.cockpit;

import org.jspecify.annotations.NullMarked;
