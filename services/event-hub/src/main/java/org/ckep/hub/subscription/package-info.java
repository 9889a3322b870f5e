/** Subscriptions of agencies: what they want, where it goes, how far they are, and what they can do about it. */
@NullMarked
package org.ckep.hub.subscription;

import org.jspecify.annotations.NullMarked;
