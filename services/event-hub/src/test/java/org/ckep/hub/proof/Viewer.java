package org.ckep.hub.proof;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.as;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kafka;
import static org.ckep.hub.subscription.Subscriptions.pull;
import static org.ckep.hub.subscription.Subscriptions.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.http.Header;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.ckep.hub.TestSink;
import org.ckep.hub.egress.AgencyTopic;
import org.ckep.hub.feed.SseClient;
import org.ckep.kernel.access.Audience;
import org.jspecify.annotations.Nullable;

/** A reader, and all that he gets by each channel; what differs from answer to answer for nobody's sake is left out. */
final class Viewer implements AutoCloseable {
    private static final String FEED = "/events/v1/feed";
    private static final String OF_NO_EVENT = "org.ckep.policy.milestone.removed_by_nobody.v1";
    private static final Set<String> OF_EVERY_ANSWER =
            Set.of("date", "x-request-id", "traceparent", "tracestate", "content-length");

    final Audience audience;
    private final @Nullable Supplier<String> token;
    private final URI hub;
    private final @Nullable AgencyTopic topic;
    private final TestSink sink = new TestSink();
    private final String from;
    private SseClient live;
    private String lastTold;
    /** Fetched, delivered and, for an agency, put into its topic. */
    final List<String> subscriptions = new ArrayList<>();

    /**
     * @param token null for the public
     * @param topic null where he has none
     */
    Viewer(
            Audience audience,
            @Nullable Supplier<String> token,
            URI hub,
            @Nullable AgencyTopic topic,
            List<String> subjects) {
        this.audience = audience;
        this.token = token;
        this.hub = hub;
        this.topic = topic;
        this.from = feed("after=latest").header("CK-Next-Cursor");
        String[] wanted = subjects.toArray(String[]::new);
        if (token != null) {
            subscriptions.add(create(ask(), pull(wanted)));
            subscriptions.add(create(ask(), webhook(sink, wanted)));
        }
        if (topic != null) {
            subscriptions.add(create(ask(), kafka(wanted)));
        }
        this.live = stream(FEED + "?after=" + from, Map.of());
        this.lastTold = from;
    }

    RequestSpecification ask() {
        return token == null ? given() : as(token.get());
    }

    private Response feed(String query) {
        return ask().accept("application/json").get(FEED + "?limit=1000&" + query);
    }

    private SseClient stream(String path, Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        if (token != null) {
            all.put("Authorization", "Bearer " + token.get());
        }
        return SseClient.open(hub.resolve(path), all);
    }

    String pulled() {
        return subscriptions.get(0);
    }

    String delivered() {
        return subscriptions.get(1);
    }

    /**
     * The next event of a stream that was open all the time; a checkpoint too, which nobody may cause. A stream ends with
     * the token that it was opened with; he goes on where he was, as any reader does, so nothing that it would have told
     * is missed.
     */
    SseClient.Event nextLive() {
        SseClient.Event told = live.next();
        while ("bye".equals(told.name()) && told.data().contains("token-expiry")) {
            live.close();
            live = stream(FEED, Map.of("Last-Event-ID", lastTold));
            told = live.next();
        }
        lastTold = told.id();
        return told;
    }

    /** Waits until everything of his has arrived everywhere, up to this number. */
    void awaitNumber(long number) {
        for (String id : subscriptions) {
            await(() -> number(id, "lastSubseq") >= number);
        }
        if (subscriptions.size() > 1) {
            await(() -> number(delivered(), "doneUpto") >= number);
        }
        if (topic != null) {
            await(() -> number(subscriptions.get(2), "doneUpto") >= number);
        }
    }

    private long number(String id, String name) {
        return Long.parseLong(ask().get(PATH + "/" + id + "/health").jsonPath().getString(name));
    }

    /** The channels that he has. */
    List<Channel> channels() {
        return Arrays.stream(Channel.values())
                .filter(channel -> switch (channel) {
                    case FEED, BATCH, STREAM, LONG_POLL, RESUMED, CHECKPOINT, NUMBERS, CATALOGUE, ERROR -> true;
                    case TOPIC -> topic != null;
                    case BORDER_AUDIT -> audience.equals(Audience.SIDE_CN) || audience.equals(Audience.SIDE_KR);
                    default -> token != null;
                })
                .toList();
    }

    /**
     * What he gets by some channels.
     *
     * @param others subscriptions that are not his
     */
    Map<String, String> observe(List<Channel> channels, List<String> others) {
        Map<String, String> seen = new TreeMap<>();
        for (Channel channel : channels) {
            look(channel, others).forEach((what, answer) -> seen.put(audience + " " + channel + " " + what, answer));
        }
        return seen;
    }

    private Map<String, String> look(Channel channel, List<String> others) {
        Map<String, String> seen = new LinkedHashMap<>();
        switch (channel) {
            case FEED -> seen.put("all", whole(feed("after=" + from)));
            case BATCH -> seen.put("all", whole(ask().get(FEED + "?limit=1000&after=" + from)));
            case STREAM -> seen.put("all", streamed(FEED + "?after=" + from, Map.of(), events()));
            case RESUMED -> seen.put("all", streamed(FEED, Map.of("Last-Event-ID", from), events()));
            case LONG_POLL -> seen.put("latest", whole(feed("after=latest&wait=1")));
            case CHECKPOINT -> seen.put("nothing", whole(feed("after=" + from + "&source=/nobody/public")));
            case NUMBERS -> {
                for (String after : List.of("earliest", "latest", "latest-1")) {
                    seen.put(after, whole(ask().get(FEED + "?limit=1&after=" + after)));
                }
            }
            case PULL -> seen.put("all", whole(ask().get(PATH + "/" + pulled() + "/events?after=0")));
            case PULL_STREAM ->
                seen.put(
                        "all",
                        streamed(
                                PATH + "/" + pulled() + "/events?after=0",
                                Map.of(),
                                ask().get(PATH + "/" + pulled() + "/events?after=0")
                                        .jsonPath()
                                        .getList("")
                                        .size()));
            case WEBHOOK ->
                seen.put(
                        "all",
                        String.join(
                                "\n",
                                sink.all().stream()
                                        .map(request -> request.method() + " " + request.uri() + " "
                                                + new TreeMap<>(request.headers()) + " " + request.text())
                                        .toList()));
            case TOPIC ->
                seen.put(
                        "all",
                        String.join(
                                "\n",
                                topic.read(subscriptions.get(2)).stream()
                                        .map(record -> record.offset() + " " + record.key() + " "
                                                + Arrays.stream(record.headers().toArray())
                                                        .map(header ->
                                                                header.key() + "=" + new String(header.value(), UTF_8))
                                                        .toList()
                                                + " " + new String(record.value(), UTF_8))
                                        .toList()));
            case DIGEST -> ofEach(seen, "/digest");
            case DRY_RUN -> seen.put("all", whole(ask().body("{}").post(PATH + "/dry-run")));
            case REPLAY ->
                seen.put(
                        "dry",
                        whole(ask().body(Map.of("from", 1, "dryRun", true))
                                .post(PATH + "/" + delivered() + "/replay")));
            case HEALTH -> ofEach(seen, "/health");
            case DELIVERY_LOG -> {
                ofEach(seen, "/deliveries");
                ofEach(seen, "/deliveries/1/attempts");
            }
            case CATALOGUE -> {
                for (String path : List.of(
                        "/events/v1/catalog",
                        "/events/v1/asyncapi.json",
                        "/events/v1/xregistry.json",
                        "/asyncapi.yaml",
                        "/events/v1/schemas/org.ckep.investment.project.registered.v1",
                        "/.well-known/jwks.json")) {
                    seen.put(path, whole(ask().get(path)));
                }
                ofEach(seen, "/jwks.json");
            }
            case LIST -> {
                seen.put("list", whole(ask().get(PATH + "?limit=100")));
                ofEach(seen, "");
            }
            case BORDER_AUDIT -> pages(seen, "/events/v1/border-audit?limit=500");
            case ERROR -> refusals(seen, others);
        }
        return seen;
    }

    private void pages(Map<String, String> seen, String path) {
        String next = "";
        while (next != null) {
            Response page = ask().get(path + next);
            seen.put("page " + seen.size(), whole(page));
            String cursor = page.jsonPath().getString("next");
            next = cursor == null ? null : "&after=" + cursor;
        }
    }

    private void ofEach(Map<String, String> seen, String path) {
        subscriptions.forEach(id -> seen.put(id + path, whole(ask().get(PATH + "/" + id + path))));
    }

    /** Somebody else's is refused by the same words as what never existed. */
    private void refusals(Map<String, String> seen, List<String> others) {
        seen.put("cursor", whole(feed("after=" + from + "x")));
        seen.put("type", whole(feed("types=" + OF_NO_EVENT)));
        seen.put("filter", whole(feed("filter=sector%20=%20'")));
        List<String> asked = new ArrayList<>(others);
        asked.add(UUID.randomUUID().toString());
        for (String id : asked) {
            for (String path :
                    List.of("", "/health", "/events?after=0", "/deliveries", "/deliveries/1/attempts", "/digest")) {
                String refused = whole(ask().get(PATH + "/" + id + path));
                String before = seen.putIfAbsent("other" + path, refused);
                if (before != null && !before.equals(refused)) {
                    seen.put("other" + path, before + " and " + refused);
                }
            }
        }
        if (token != null) {
            seen.put("number", whole(ask().get(PATH + "/" + pulled() + "/events?after=1000")));
            seen.put("redelivery", whole(ask().post(PATH + "/" + delivered() + "/deliveries/1000/redeliver")));
            seen.put(
                    "sink",
                    whole(ask().body(Map.of("sink", "https://10.0.0.1/")).post(PATH)));
        }
    }

    private int events() {
        return feed("after=" + from).jsonPath().getList("data").size();
    }

    private String streamed(String path, Map<String, String> headers, int amount) {
        try (SseClient stream = stream(path, headers)) {
            List<String> lines = new ArrayList<>();
            lines.add(stream.status() + " " + stream.header("CK-Resumed-From"));
            for (int i = 0; i < amount; i++) {
                SseClient.Event event = stream.next();
                lines.add(event.id() + " " + event.name() + " " + event.data());
            }
            return String.join("\n", lines);
        }
    }

    private static String whole(Response answer) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : answer.headers()) {
            if (!OF_EVERY_ANSWER.contains(header.getName().toLowerCase(java.util.Locale.ROOT))) {
                headers.computeIfAbsent(header.getName(), name -> new ArrayList<>())
                        .add(header.getValue());
            }
        }
        return answer.statusCode() + " " + headers + " " + answer.asString().replaceAll("urn:ckep:request:[^\"]+", "");
    }

    /** The sequence of an event among those of its source. */
    static long sequence(JsonNode event) {
        return Long.parseLong(event.path("sequence").asText());
    }

    @Override
    public void close() {
        live.close();
        sink.close();
        subscriptions.forEach(id -> ask().delete(PATH + "/" + id));
    }
}
