package org.ckep.investment.interference;

import java.net.http.HttpRequest;
import java.util.Locale;
import java.util.Map;
import org.ckep.testing.Api;
import org.jspecify.annotations.Nullable;

/**
 * A request that somebody tries.
 *
 * @param what says how it differs from others of its operation
 * @param path below the API's root, with its query
 * @param body null where it has none
 */
record Attempt(
        String what, String method, String path, @Nullable String body, Map<String, String> headers) {

    /**
     * Two requests that differ by one id alone.
     *
     * @param hidden names what the caller must not know of
     * @param unknown names what never existed
     */
    record Twins(Attempt hidden, String hiddenId, Attempt unknown, String unknownId) {}

    Exchange.Answer by(Api caller) {
        HttpRequest.Builder request = Exchange.request(caller, path)
                .method(
                        method.toUpperCase(Locale.ROOT),
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return Exchange.send(request.build());
    }

    @Override
    public String toString() {
        return method + " " + path + " (" + what + ")";
    }
}
