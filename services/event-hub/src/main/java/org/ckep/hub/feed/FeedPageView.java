package org.ckep.hub.feed;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A page as {@code application/json}, for the description of the interface. */
@Schema(name = "FeedPage")
record FeedPageView(
        List<EventView> data,
        @Schema(description = "Pass it as after") String next,

        @Schema(description = "True where more can be read at once")
        boolean more,

        @Schema(description = "Where the log ends now") String head) {}
