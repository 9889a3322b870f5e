package org.ckep.hub.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.ckep.kernel.access.Audience;

/** How far an event type may come; whoever is beyond never gets an event of it, and is not told that there are such. */
enum Reach {
    /** Everybody, as far as the single record is open. */
    @JsonProperty("public")
    PUBLIC(List.of(Audience.PUBLIC, Audience.PARTNER, Audience.BILATERAL, Audience.SIDE_CN, Audience.SIDE_KR)),

    /** Whoever may subscribe: everybody but the public. */
    @JsonProperty("subscribers")
    SUBSCRIBERS(List.of(Audience.PARTNER, Audience.BILATERAL, Audience.SIDE_CN, Audience.SIDE_KR)),

    /** Both sides' ministries and the secretariat. */
    @JsonProperty("bilateral")
    BILATERAL(List.of(Audience.BILATERAL, Audience.SIDE_CN, Audience.SIDE_KR)),

    /** Ministries, each by their own side's log. */
    @JsonProperty("sides")
    SIDES(List.of(Audience.SIDE_CN, Audience.SIDE_KR));

    private final List<Audience> audiences;

    Reach(List<Audience> audiences) {
        this.audiences = audiences;
    }

    /** The groups that may get events of the type; an agency with a log of its own belongs to the partners. */
    List<String> groups() {
        return audiences.stream().map(Audience::id).toList();
    }

    boolean includes(Audience group) {
        return audiences.contains(group);
    }
}
