package org.ckep.portal.page;

import com.fasterxml.jackson.databind.JsonNode;
import org.ckep.portal.wording.Text;
import org.ckep.portal.wording.Wording;

/** A visit or meeting. */
record EngagementRow(Text title, String kind, String state, String dates, String hosts, String standing, String lock) {
    static EngagementRow of(JsonNode engagement, Wording words) {
        return new EngagementRow(
                words.text(engagement.path("title")),
                words.label("engagement-kind", engagement.path("kind")),
                words.label("engagement-state", engagement.path("state")),
                dates(engagement, words),
                hosts(engagement, words),
                words.label("stewardship", engagement.path("stewardship")),
                Standing.lock(engagement, words));
    }

    /** Its dates; where only one day is known on which it was seen, that day as such. */
    private static String dates(JsonNode engagement, Wording words) {
        String dates = words.span(engagement.path("start"), engagement.path("end"));
        if (!dates.isEmpty() || !engagement.hasNonNull("seenOn")) {
            return dates;
        }
        return words.filled("date", "seen", words.date(engagement.path("seenOn")));
    }

    private static String hosts(JsonNode engagement, Wording words) {
        String host = words.label("side", engagement.path("hostSide"));
        String guest = words.label("side", engagement.path("guestSide"));
        if (host.isEmpty() || guest.isEmpty()) {
            return host;
        }
        return words.filled("party", "GUEST_AND_HOST", guest, host);
    }
}
