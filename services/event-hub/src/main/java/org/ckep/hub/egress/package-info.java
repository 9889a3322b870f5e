/** Puts subscriptions into Kafka topics of their owners. */
@NullMarked
package org.ckep.hub.egress;

import org.jspecify.annotations.NullMarked;
