package org.ckep.portal.platform;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What the platform said to one request that may be refused for a reason that the visitor has to know.
 *
 * @param status the HTTP status, 503 where nothing came back
 * @param body the answer, or the problem where it was refused; a missing node where there is none
 * @param entityTag of the answer, null where it has none
 */
public record Reply(int status, JsonNode body, @Nullable String entityTag) {

    /** True where it was done. */
    public boolean isDone() {
        return status < 300;
    }

    /** True where there is nothing at that address for this visitor. */
    public boolean isNotFound() {
        return status == 404;
    }

    /** True where the platform could not be asked, so that nothing is known. */
    public boolean isUnavailable() {
        return status >= 500;
    }

    /** The same as a part of a page. */
    public Answer toAnswer() {
        return isDone() ? new Answer.Given(body) : isNotFound() ? new Answer.NotFound() : new Answer.Unavailable();
    }
}
