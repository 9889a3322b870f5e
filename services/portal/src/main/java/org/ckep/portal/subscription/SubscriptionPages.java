package org.ckep.portal.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ckep.portal.form.Fault;
import org.ckep.portal.form.Input;
import org.ckep.portal.form.Line;
import org.ckep.portal.form.Refusal;
import org.ckep.portal.page.Fact;
import org.ckep.portal.platform.Answer;
import org.ckep.portal.wording.Text;
import org.ckep.portal.wording.Wording;
import org.jspecify.annotations.Nullable;

/** The models of the pages of subscriptions. */
final class SubscriptionPages {
    private SubscriptionPages() {}

    /**
     * The subscriptions of a ministry or agency.
     *
     * @param mayManage true where the visitor may create and change them
     */
    record Subscriptions(
            List<SubscriptionRow> rows,
            @Nullable String nextAddress,
            boolean mayManage,
            @Nullable Refusal refusal) {}

    /** Something that can be done with a subscription. */
    record Act(String code, String name, String explanation, List<Line> lines) {}

    /** A key that signs now. */
    record SigningKey(String id, String algorithm, String publicKey, String until) {}

    /**
     * One subscription, how it is doing, and what became of its events.
     *
     * @param verbatim facts whose values are addresses and expressions
     * @param secret a new secret, which is shown this once; empty for none
     * @param outcome what the last act came to, empty for nothing
     */
    record Subscription(
            SubscriptionRow row,
            List<Fact> facts,
            List<Fact> verbatim,
            List<Fact> health,
            List<String> parked,
            List<SigningKey> keys,
            List<Act> acts,
            List<Delivery> deliveries,
            boolean deliveriesUnavailable,
            List<Input.Option> states,
            @Nullable String nextAddress,
            boolean mayManage,
            String key,
            String secret,
            String outcome,
            @Nullable Refusal refusal) {}

    /**
     * One event of a subscription.
     *
     * @param address the page with the requests that were made for it
     * @param last what the last of them came to
     */
    record Delivery(
            String number,
            String address,
            String stateCode,
            String state,
            String type,
            String subject,
            String done,
            int attempts,
            String last) {

        static Delivery of(JsonNode delivery, String subscription, Wording words) {
            String number = delivery.path("subseq").asText();
            String state = delivery.path("state").asText();
            String outcome = delivery.path("lastOutcome").asText("");
            String said = outcome.isEmpty() ? "" : words.label("outcome", outcome);
            return new Delivery(
                    number,
                    subscription + "/deliveries/" + number,
                    state,
                    words.label("delivery-state", state),
                    delivery.path("type").asText(""),
                    delivery.path("subject").asText(""),
                    words.moment(delivery.path("doneAt")),
                    delivery.path("attempts").asInt(),
                    delivery.hasNonNull("lastStatus")
                            ? words.filled(
                                    "fact",
                                    "with-note",
                                    said,
                                    delivery.path("lastStatus").asText())
                            : said);
        }
    }

    /** One request to the endpoint. */
    record Attempt(String at, String kind, String outcome, String status, String millis, String response) {
        static Attempt of(JsonNode attempt, Wording words) {
            return new Attempt(
                    words.moment(attempt.path("at")),
                    words.label("attempt-kind", attempt.path("kind")),
                    words.label("outcome", attempt.path("outcome")),
                    attempt.path("status").asText(""),
                    attempt.path("millis").asText(""),
                    attempt.path("response").asText(""));
        }
    }

    /** The requests that were made for one event. */
    record Attempts(
            SubscriptionRow row,
            String number,
            String action,
            List<Attempt> rows,
            boolean mayManage,
            String key,
            String outcome,
            @Nullable Refusal refusal) {}

    /** A type of event that can be chosen. */
    record EventType(String code, Text name, boolean chosen) {}

    /** What a filter would have chosen. */
    record Trial(String scanned, String matched, List<Fact> byType) {
        static Trial of(JsonNode result, Wording words) {
            List<Fact> byType = new ArrayList<>();
            result.path("byType")
                    .properties()
                    .forEach(one ->
                            byType.add(new Fact(one.getKey(), one.getValue().asText())));
            return new Trial(
                    result.path("scanned").asText(), result.path("matched").asText(), List.copyOf(byType));
        }
    }

    /** The form of a new subscription. */
    record NewSubscription(
            List<Line> lines,
            List<EventType> types,
            List<Fault> typeFaults,
            List<Line> filter,
            String key,
            @Nullable Trial trial,
            @Nullable Refusal refusal,
            List<Fault> elsewhere) {}

    /**
     * An event as people read it.
     *
     * @param address the page of its record, empty where the portal has none
     */
    record Event(String time, String type, String name, String title, String lang, String subject, String address) {
        static Event of(JsonNode event, Map<String, Text> names, Wording words) {
            String type = event.path("type").asText();
            Text name = names.getOrDefault(type, new Text(type, "en"));
            Text title = words.text(event.path("data").path("title"));
            String subject = event.path("subject").asText("");
            return new Event(
                    words.moment(event.path("time")),
                    type,
                    name.value(),
                    title.value(),
                    title.lang(),
                    subject,
                    page(subject));
        }

        private static String page(String subject) {
            String id = subject.substring(subject.lastIndexOf(':') + 1);
            return subject.startsWith("urn:ckep:project:")
                    ? "/projects/" + id
                    : subject.startsWith("urn:ckep:milestone:") ? "/milestones/" + id : "";
        }
    }

    /**
     * Events in the order in which they were recorded.
     *
     * @param eventsAddress where a script hears of what comes after them
     * @param nextAddress the page of what comes after them, empty where that is not known
     * @param live true where new ones are added as they come
     */
    record Stream(
            List<Event> rows,
            String eventsAddress,
            String nextAddress,
            boolean live,
            @Nullable Refusal refusal) {
        static Stream of(
                JsonNode page, Map<String, Text> names, boolean live, @Nullable Refusal refusal, Wording words) {
            String next = page.path("next").asText("");
            return new Stream(
                    Answer.elements(page.path("data"), event -> Event.of(event, names, words)),
                    StreamResource.PAGE + "/events?after=" + encoded(next),
                    next.isEmpty() ? "" : StreamResource.PAGE + "?after=" + encoded(next),
                    live && refusal == null,
                    refusal);
        }

        private static String encoded(String cursor) {
            return URLEncoder.encode(cursor, StandardCharsets.UTF_8);
        }
    }
}
