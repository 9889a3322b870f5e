package org.ckep.partnerships.partnership;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The steps that partnerships take by the calendar. */
@ConfigMapping(prefix = "ckep.partnerships.calendar")
interface CalendarConfig {
    /** Pause between two looks for partnerships that expire or lapse; {@code off} for none. */
    @WithDefault("1h")
    String checkInterval();

    /** Most partnerships that one look leads on; the next look takes the others. */
    @WithDefault("500")
    int maxBatch();
}
