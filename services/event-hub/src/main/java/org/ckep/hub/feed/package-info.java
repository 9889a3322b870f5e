/** The feed: events of the caller's audience by pull, long poll and Server-Sent Events, with one kind of cursor. */
@NullMarked
package org.ckep.hub.feed;

import org.jspecify.annotations.NullMarked;
