package org.ckep.hub.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.as;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kita;
import static org.ckep.hub.subscription.Subscriptions.pull;
import static org.ckep.hub.subscription.Subscriptions.webhook;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.ckep.hub.Events;
import org.ckep.hub.TestSink;
import org.ckep.hub.TestSink.Reply;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.access.Side;
import org.ckep.messaging.CloudEvent;
import org.ckep.messaging.KafkaCloudEvents;
import org.ckep.testing.Tokens;

/**
 * What one side does that nobody else may know of, at random: events of its own and for another agency, what of its own is
 * sent to the wrong readers and stopped, what is under embargo, comes twice or is no event, and all that it does with
 * subscriptions.
 */
final class HiddenActs implements AutoCloseable {
    private static final int MOST_SUBSCRIPTIONS = 3;
    private static final List<String> TYPES = List.of(
            Events.TYPE, "org.ckep.investment.project.state_changed.v1", "org.ckep.policy.milestone.state_changed.v1");

    private final Random random;
    private final String code;
    private final Audience own;
    private final Supplier<RequestSpecification> hider;
    private final List<String> subjects;
    private final Events.Sender sender = new Events.Sender();
    private final TestSink sink = new TestSink();
    private final List<CloudEvent> sent = new ArrayList<>();
    private final List<String> subscriptions = new ArrayList<>();
    private final Map<String, Runnable> kinds = new LinkedHashMap<>();

    HiddenActs(Side side, List<String> subjects, Random random) {
        this.random = random;
        this.code = side == Side.CN ? "cn" : "kr";
        this.own = Audience.side(side);
        this.subjects = subjects;
        String token = Tokens.user(code + "-maker");
        this.hider = () -> as(token);
        sink.onDelivery(request -> Reply.of(random.nextInt(3) == 0 ? 500 : 204));
        kinds.put("an event of its own", () -> send(own, "side-" + code));
        kinds.put("an event of its ministry", () -> send(own, "ministry-" + code));
        kinds.put("an event of another agency", () -> send(Audience.agency("kita"), "partner"));
        kinds.put("its own sent to the public", () -> send(Audience.PUBLIC, "side-" + code));
        kinds.put("its own sent to partners", () -> send(Audience.PARTNER, "side-" + code));
        kinds.put("its own sent to an agency", () -> send(Audience.agency("kotra"), "ministry-" + code));
        kinds.put("its own sent to both sides", () -> send(Audience.BILATERAL, "side-" + code));
        kinds.put(
                "its own sent to the other side",
                () -> send(Audience.side(side == Side.CN ? Side.KR : Side.CN), "side-" + code));
        kinds.put("its own under embargo", () -> send(embargoed(event(own, "side-" + code))));
        kinds.put("what comes twice", () -> {
            if (!sent.isEmpty()) {
                sender.sendNow(any(sent));
            }
        });
        kinds.put("no event", () -> sender.send(own, any(subjects), Map.of("nul", "a"), "{}".getBytes(UTF_8)));
        kinds.put("an unclassified event", () -> {
            CloudEvent event = event(own, "side-" + code);
            Map<String, String> headers = new TreeMap<>(KafkaCloudEvents.headers(event));
            headers.remove("ce_" + CloudEvent.CLASSIFICATION);
            sender.send(own, event.subject(), headers, event.data());
        });
        kinds.put("a subscription that is fetched", () -> subscribe(pull(any(subjects))));
        kinds.put("a subscription that is delivered", () -> subscribe(webhook(sink, any(subjects))));
        kinds.put("an end of one", () -> {
            if (!subscriptions.isEmpty()) {
                done(hider.get().delete(PATH + "/" + subscriptions.remove(random.nextInt(subscriptions.size()))));
            }
        });
        kinds.put("a pause", () -> act("/pause", "{}"));
        kinds.put("a resumption", () -> act("/resume", "{}"));
        kinds.put("an acknowledgement", () -> act("/cursor", "{\"ack\":" + random.nextInt(3) + "}"));
        kinds.put("a way back", () -> act("/seek", "{\"subseq\":0}"));
        kinds.put("a replay", () -> act("/replay", "{\"from\":1}"));
        kinds.put("a test", () -> act("/test", "{}"));
        kinds.put("a redelivery", () -> act("/deliveries/1/redeliver", "{}"));
        kinds.put("a new key", () -> act("/keys", "{\"overlap\":\"PT1H\"}"));
        kinds.put("a digest", () -> read("/digest"));
        kinds.put("a fetch", () -> read("/events?after=0"));
        kinds.put(
                "a trial of filters",
                () -> done(
                        hider.get().body("{\"types\":[\"" + any(TYPES) + "\"]}").post(PATH + "/dry-run")));
        kinds.put("another agency's subscription", this::subscribeAnotherAgency);
        // The first one opens the agency's log, and what of both sides that may not have is told to them: their own
        // affair.
        subscribeAnotherAgency();
    }

    private void subscribeAnotherAgency() {
        String id = create(kita(), pull(any(subjects)));
        done(kita().delete(PATH + "/" + id));
    }

    /** Each kind once, and then any. */
    String perform(int number) {
        List<String> names = List.copyOf(kinds.keySet());
        String name = number < names.size() ? names.get(number) : any(names);
        kinds.get(name).run();
        return name;
    }

    int amountOfKinds() {
        return kinds.size();
    }

    /** The ids of all that was published and is an event. */
    List<String> published() {
        return sent.stream().map(CloudEvent::id).toList();
    }

    /** One at least, so that others have something to ask for that is not theirs. */
    List<String> subscriptions() {
        if (subscriptions.isEmpty()) {
            subscribe(pull(any(subjects)));
        }
        return List.copyOf(subscriptions);
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private void send(Audience audience, String classification) {
        send(event(audience, classification));
    }

    private void send(CloudEvent event) {
        sent.add(event);
        sender.sendNow(event);
    }

    private CloudEvent event(Audience audience, String classification) {
        String subject = random.nextInt(4) == 0 ? Events.subject() : any(subjects);
        return Events.event(audience, any(TYPES), subject, 1000 + random.nextInt(1000))
                .withExtension(CloudEvent.CLASSIFICATION, classification)
                .withExtension("sector", random.nextBoolean() ? "SEMI" : "BATT");
    }

    /** Of a subject of its own: what comes behind it waits with it. */
    private static CloudEvent embargoed(CloudEvent event) {
        return Events.event(event.audience(), event.type(), Events.subject(), 1)
                .withExtension(CloudEvent.CLASSIFICATION, event.extensions().get(CloudEvent.CLASSIFICATION))
                .withExtension(
                        CloudEvent.EMBARGO,
                        Instant.now().plus(1, ChronoUnit.HOURS).toString());
    }

    private void subscribe(Map<String, Object> wanted) {
        if (subscriptions.size() == MOST_SUBSCRIPTIONS) {
            done(hider.get().delete(PATH + "/" + subscriptions.remove(0)));
        }
        subscriptions.add(create(hider.get(), wanted));
    }

    /** What its state forbids is an act as well. */
    private void act(String path, String body) {
        done(hider.get()
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body(body)
                .post(PATH + "/" + any(subscriptions()) + path));
    }

    private void read(String path) {
        done(hider.get().get(PATH + "/" + any(subscriptions()) + path));
    }

    private static void done(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isLessThan(500);
    }

    @Override
    public void close() {
        subscriptions.forEach(id -> hider.get().delete(PATH + "/" + id));
        sink.close();
        sender.close();
    }
}
