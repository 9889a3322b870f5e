package org.ckep.partnerships.cockpit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How fresh the answer of one source of a composed page is.
 *
 * @param state ok: answered now; stale: its last good answer stands in; unavailable: nothing to show
 * @param ageSeconds age of the answer that stands in, null unless stale
 * @param reason why there is no fresh answer: {@code timeout}, {@code unreachable}, {@code forbidden} or
 *     {@code status-NNN}; null where there is one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SourceState(
        State state, @Nullable Long ageSeconds, @Nullable String reason) {
    static final SourceState OK = new SourceState(State.OK, null, null);

    static SourceState stale(long ageSeconds, String reason) {
        return new SourceState(State.STALE, ageSeconds, reason);
    }

    static SourceState unavailable(String reason) {
        return new SourceState(State.UNAVAILABLE, null, reason);
    }

    public enum State {
        OK,
        STALE,
        UNAVAILABLE;

        @JsonValue
        public String json() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
