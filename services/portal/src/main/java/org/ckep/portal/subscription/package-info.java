/** The subscriptions of a visitor's ministry or agency, and the events that come. */
@NullMarked
package org.ckep.portal.subscription;

import org.jspecify.annotations.NullMarked;
