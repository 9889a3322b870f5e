/** Takes the services' events from Kafka into one gapless log per audience, each event once, and reads them back. */
@NullMarked
package org.ckep.hub.log;

import org.jspecify.annotations.NullMarked;
