package org.ckep.benchmark.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Fetches a subscription's events from one hub after the other. */
final class Fetcher {
    private static final int PAGE = 97;

    private final Stage stage;

    Fetcher(Stage stage) {
        this.stage = stage;
    }

    /**
     * Fetches until a page is empty and nothing new was numbered, at most for the time given.
     *
     * @param after the last number that is known
     * @param hubs how many hubs are asked in turn
     */
    List<Received> fetch(Run.Subscription subscription, long after, int hubs, Duration longest) {
        List<Received> fetched = new ArrayList<>();
        long next = after;
        long deadline = System.nanoTime() + longest.toNanos();
        for (int page = 0; System.nanoTime() < deadline; page++) {
            HttpResponse<String> response = HubApi.call(
                    200,
                    "GET",
                    stage.hub(page % hubs).url() + "/subscriptions/v1/" + subscription.id() + "/events?limit=" + PAGE
                            + "&after=" + next,
                    null,
                    "Authorization",
                    subscription.owner().authorization());
            int before = fetched.size();
            for (JsonNode event : HubApi.json(response)) {
                Received received = Received.of(event.toString(), System.currentTimeMillis());
                if (received != null) {
                    fetched.add(received);
                }
            }
            next = Long.parseLong(
                    response.headers().firstValue("CK-Next-Subseq").orElseThrow());
            long last = Long.parseLong(
                    response.headers().firstValue("CK-Last-Subseq").orElseThrow());
            if (fetched.size() == before && next >= last) {
                break;
            }
        }
        return fetched;
    }
}
