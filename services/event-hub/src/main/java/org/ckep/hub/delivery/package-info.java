/** Takes events over from the logs into subscriptions and delivers them to webhooks, in order per subject. */
@NullMarked
package org.ckep.hub.delivery;

import org.jspecify.annotations.NullMarked;
