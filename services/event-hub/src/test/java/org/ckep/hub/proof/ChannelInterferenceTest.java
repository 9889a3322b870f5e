package org.ckep.hub.proof;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.query;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.as;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.awaitDone;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kafka;
import static org.ckep.hub.subscription.Subscriptions.pull;
import static org.ckep.hub.subscription.Subscriptions.webhook;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.smallrye.common.annotation.Identifier;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.ckep.hub.Events;
import org.ckep.hub.TestSink;
import org.ckep.hub.egress.AgencyTopic;
import org.ckep.hub.feed.SseClient;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.access.Side;
import org.ckep.messaging.CloudEvent;
import org.ckep.messaging.EventTopics;
import org.ckep.testing.Answers;
import org.ckep.testing.Tokens;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What happens for others, what the border stops and what is under embargo changes no byte of what a reader can fetch, and
 * is in no stream, no delivery and no topic of his; and each of these channels shows what is for him. The build makes some
 * of the random acts of a side; all of the acceptance test are made with {@code -Dckep.test.mutations=1000}, others with
 * {@code -Dckep.test.seed}.
 */
@QuarkusTest
class ChannelInterferenceTest {
    private static final String FEED = "/events/v1/feed";
    private static final List<String> OF_A_SUBSCRIPTION =
            List.of("", "/events?after=0", "/health", "/deliveries", "/deliveries/1/attempts", "/digest", "/jwks.json");
    private static final List<String> OF_EVERYBODY =
            List.of("/events/v1/catalog", "/events/v1/asyncapi.json", "/events/v1/schemas/" + Events.TYPE);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MUTATIONS = Integer.getInteger("ckep.test.mutations", 100);
    private static final long SEED = Long.getLong("ckep.test.seed", 20261128);
    /** After so many acts everything is fetched again; they are of one side, so that none can undo another's trace. */
    private static final int BATCH = 25;

    enum Reader {
        PUBLIC(Audience.PUBLIC),
        KOREAN_SIDE(Audience.SIDE_KR),
        AGENCY(Audience.agency("kotra"));

        private final Audience audience;

        Reader(Audience audience) {
            this.audience = audience;
        }

        private @Nullable String token() {
            return switch (this) {
                case PUBLIC -> null;
                case KOREAN_SIDE -> Tokens.user("kr-maker");
                case AGENCY -> Tokens.client("agency-kotra");
            };
        }

        private RequestSpecification ask() {
            String token = token();
            return token == null ? given() : as(token);
        }

        /** Others' events, with the classification that lets each of them pass into its own readers' log. */
        private Map<Audience, String> others() {
            Map<Audience, String> others = new LinkedHashMap<>(Map.of(
                    Audience.PUBLIC,
                    "public",
                    Audience.SIDE_CN,
                    "side-cn",
                    Audience.SIDE_KR,
                    "side-kr",
                    Audience.BILATERAL,
                    "bilateral",
                    Audience.PARTNER,
                    "public",
                    Audience.agency("kita"),
                    "partner"));
            others.remove(audience);
            if (this == AGENCY) {
                others.remove(Audience.PARTNER);
            }
            return others;
        }
    }

    /** Sees everything, like the delivery engine. */
    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @Inject
    EventTopics topics;

    @Inject
    @Identifier("default-kafka-broker")
    Map<String, Object> broker;

    @TestHTTPResource
    URI hub;

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    @AutoClose
    private final TestSink sink = new TestSink();

    private final String subject = Events.subject();
    private final String embargoed = Events.subject();

    @AfterEach
    void forgetWhatIsUnderEmbargo() {
        query(pool, "delete from event_hold where partitionkey = $1", embargoed);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsForOthersIsInNoChannel(Reader reader) throws IOException {
        String from = feed(reader, "latest").header("CK-Next-Cursor");
        List<String> subscriptions = subscriptions(reader);
        String topic = reader == Reader.AGENCY ? create(reader.ask(), kafka(subject, embargoed)) : null;
        try (SseClient live = stream(reader, FEED + "?after=" + from)) {
            sender.sendNow(Events.event(reader.audience, subject, 1));
            long sequence = sequence(next(live), 1);
            awaitEverywhere(reader, subscriptions, topic, 1);
            try (SseClient own = subscriptions.isEmpty()
                    ? null
                    : stream(reader, PATH + "/" + subscriptions.get(0) + "/events?after=1")) {
                Map<String, String> before = everything(reader, from, subscriptions, topic);

                List<String> hidden = hide(reader);
                awaitStored(hidden);
                assertThat(everything(reader, from, subscriptions, topic)).isEqualTo(before);

                sender.sendNow(Events.event(reader.audience, subject, 2));
                assertThat(sequence(next(live), 2)).isEqualTo(sequence + 1);
                if (own != null) {
                    assertThat(JSON.readTree(next(own)).path("cksubseq").asText())
                            .isEqualTo("2");
                }
                awaitEverywhere(reader, subscriptions, topic, 2);
                assertThat(sink.numbers()).isEqualTo(subscriptions.isEmpty() ? List.of() : List.of(1, 2));
                Map<String, String> after = everything(reader, from, subscriptions, topic);
                for (String channel : before.keySet()) {
                    boolean tellsOfEvents = channel.startsWith("feed")
                            || channel.equals("dry-run")
                            || channel.endsWith("/events?after=0")
                            || channel.endsWith("/digest");
                    assertThat(!tellsOfEvents || !after.get(channel).equals(before.get(channel)))
                            .as(channel)
                            .isTrue();
                }
            }
        }
    }

    /** Their endpoints are gone, so what the list says of them would change by itself. */
    private static void endWhatOtherTestsLeft() {
        for (String owner : List.of(Tokens.client("agency-kotra"), Tokens.user("kr-maker"), Tokens.user("cn-maker"))) {
            for (List<String> ids = listed(owner); !ids.isEmpty(); ids = listed(owner)) {
                ids.forEach(id -> as(owner).delete(PATH + "/" + id).then().statusCode(204));
            }
        }
    }

    private static List<String> listed(String owner) {
        return as(owner).get(PATH + "?limit=100").jsonPath().getList("data.id");
    }

    /** Whatever one side does with what it hides, nobody else gets another byte by any channel. */
    @ParameterizedTest
    @EnumSource
    void randomActsOfASideAreInNoChannelOfAnybodyElse(Side hider) throws IOException {
        List<String> subjects = List.of(Events.subject(), Events.subject(), Events.subject());
        endWhatOtherTestsLeft();
        List<Viewer> viewers = viewers(hider, subjects);
        try (HiddenActs acts = new HiddenActs(hider, subjects, new Random(SEED + hider.ordinal()))) {
            Map<Viewer, Long> sequences = new LinkedHashMap<>();
            for (int n = 1; n <= 2; n++) {
                for (Viewer viewer : viewers) {
                    sequences.put(viewer, actOpenly(viewer, subjects.get(n % 3), n));
                }
            }
            List<String> others = acts.subscriptions();
            Map<String, String> before = observe(viewers, others);
            assertThat(before.size()).isGreaterThan(100);
            // What is refused or empty would be equal whatever happens.
            assertThat(before).allSatisfy((what, answer) -> assertThat(answer)
                    .as(what)
                    .matches(
                            switch (Channel.valueOf(what.split(" ", -1)[1])) {
                                case ERROR -> "(?s)[24]\\d\\d .*";
                                case WEBHOOK -> "(?s)OPTIONS .*POST .*";
                                case TOPIC -> "(?s)\\d+ urn:ckep:project.*";
                                default -> "(?s)200 .*";
                            }));
            int performed = 0;
            while (performed < Math.max(MUTATIONS / 2, acts.amountOfKinds())) {
                List<String> batch = new ArrayList<>();
                while (batch.size() < BATCH) {
                    batch.add(acts.perform(performed++));
                }
                awaitStored(acts.published());
                assertThat(differences(before, observe(viewers, others)))
                        .as("seed %d, after %d acts, the last of them %s", SEED, performed, batch)
                        .isEmpty();
            }
            for (Viewer viewer : viewers) {
                assertThat(actOpenly(viewer, subjects.get(0), 3))
                        .as("what comes next to %s has the next number of its source", viewer.audience)
                        .isEqualTo(sequences.get(viewer) + 1);
            }
        } finally {
            viewers.forEach(Viewer::close);
        }
    }

    /** What is for those partners alone who have undertaken something: for who has not, no number and no channel tells of it. */
    @Test
    void whatAnAgencyHasNotUndertakenIsInNoChannelOfIts() throws IOException {
        List<String> subjects = List.of(Events.subject(), Events.subject());
        endWhatOtherTestsLeft();
        Random random = new Random(SEED);
        try (HiddenActs acts = new HiddenActs(Side.CN, subjects, random);
                Viewer viewer = agency(subjects, true)) {
            long sequence = actOpenly(viewer, Audience.PARTNER, subjects.get(0), 1);
            List<String> others = acts.subscriptions();
            for (int n = 2; n <= 4; n++) {
                Map<String, String> before = observe(List.of(viewer), others);
                List<String> hidden = new ArrayList<>();
                for (int i = random.nextInt(1, 4); i > 0; i--) {
                    CloudEvent bound = Events.event(Audience.PARTNER, subjects.get(random.nextInt(2)), 100 + i)
                            .withExtension(random.nextBoolean() ? "dataregulation" : "datacategory", "PIPL");
                    sender.sendNow(bound);
                    hidden.add(bound.id());
                }
                awaitStored(hidden);
                assertThat(differences(before, observe(List.of(viewer), others)))
                        .as("seed %d", SEED)
                        .isEmpty();
                assertThat(actOpenly(viewer, Audience.PARTNER, subjects.get(n % 2), n))
                        .as("what comes next has the next number of its source")
                        .isEqualTo(sequence + n - 1);
            }
        }
    }

    /** What one side shows by mistake is found, in the channel that shows it. */
    @ParameterizedTest
    @EnumSource
    void aLeakIsFoundInItsChannel(Channel channel) throws IOException {
        List<String> subjects = List.of(Events.subject());
        try (HiddenActs acts = new HiddenActs(Side.CN, subjects, new Random(SEED));
                Viewer viewer = channel == Channel.BORDER_AUDIT
                        ? korea(subjects)
                        : agency(subjects, channel == Channel.TOPIC)) {
            actOpenly(viewer, subjects.get(0), 1);
            List<String> others = acts.subscriptions();
            Map<String, String> before = viewer.observe(List.of(channel), others);
            assertThat(before).isNotEmpty();
            assertThat(differences(before, viewer.observe(List.of(channel), others)))
                    .isEmpty();
            leak(channel, viewer, subjects.get(0), others.get(0));
            assertThat(differences(before, viewer.observe(List.of(channel), others)))
                    .as("a leak planted in %s", channel)
                    .isNotEmpty();
        } finally {
            PlantedHeader.HIDDEN.set(0);
        }
    }

    private void leak(Channel channel, Viewer viewer, String itsSubject, String hidden) throws IOException {
        switch (channel) {
            case CATALOGUE -> PlantedHeader.HIDDEN.incrementAndGet();
            case DIGEST ->
                query(
                        pool,
                        "update delivery set state = 'SKIPPED' where sub = $1 and subseq = 1",
                        uuid(viewer.delivered()));
            case HEALTH -> query(pool, "update sub_health set failures = 7 where sub = $1", uuid(viewer.delivered()));
            case DELIVERY_LOG ->
                query(
                        pool,
                        "insert into attempt(sub, subseq, at, n, kind, ms, outcome) values ($1, 1, now(), 2, 'live', 1, 'reset')",
                        uuid(viewer.delivered()));
            case LIST -> query(pool, "update subscription set name = 'hidden' where id = $1", uuid(viewer.pulled()));
            case BORDER_AUDIT ->
                query(
                        pool,
                        "insert into border_audit(source, id, audience, type, subject, classification, origin) "
                                + "values ('/policy-milestones/public', $1, 'public', 't', 's', 'side-cn', 'side-kr')",
                        UUID.randomUUID().toString());
            case ERROR ->
                query(
                        pool,
                        "update subscription set owner = (select owner from subscription where id = $1) where id = $2",
                        uuid(viewer.pulled()),
                        uuid(hidden));
            // Of nothing that the subscriptions choose: the log alone has grown.
            case NUMBERS, CHECKPOINT, DRY_RUN -> misclassified(viewer, Events.subject());
            default -> {
                misclassified(viewer, itsSubject);
                viewer.awaitNumber(2);
            }
        }
    }

    /** Its publisher says that all may know it. */
    private void misclassified(Viewer viewer, String itsSubject) {
        CloudEvent event = Events.event(viewer.audience, itsSubject, 66);
        sender.sendNow(event);
        awaitStored(List.of(event.id()));
    }

    private static UUID uuid(String id) {
        return UUID.fromString(id);
    }

    private List<Viewer> viewers(Side hider, List<String> subjects) {
        return List.of(
                hider == Side.CN
                        ? korea(subjects)
                        : new Viewer(Audience.SIDE_CN, () -> Tokens.user("cn-maker"), hub, null, subjects),
                agency(subjects, true),
                new Viewer(Audience.PUBLIC, null, hub, null, subjects));
    }

    private Viewer korea(List<String> subjects) {
        return new Viewer(Audience.SIDE_KR, () -> Tokens.user("kr-maker"), hub, null, subjects);
    }

    private Viewer agency(List<String> subjects, boolean hasTopic) {
        return new Viewer(
                Audience.agency("kotra"),
                () -> Tokens.client("agency-kotra"),
                hub,
                hasTopic ? new AgencyTopic(broker, topics.ofAgency("kotra")) : null,
                subjects);
    }

    /** Publishes what a viewer may know, and waits for it in all that he has; the number among those of its source. */
    private long actOpenly(Viewer viewer, String itsSubject, int number) throws IOException {
        return actOpenly(viewer, viewer.audience, itsSubject, number);
    }

    private long actOpenly(Viewer viewer, Audience audience, String itsSubject, int number) throws IOException {
        CloudEvent event = Events.event(audience, itsSubject, number);
        sender.sendNow(event);
        SseClient.Event told = viewer.nextLive();
        assertThat(told.name()).isEqualTo("cloudevent");
        assertThat(JSON.readTree(told.data()).path("id").asText()).isEqualTo(event.id());
        viewer.awaitNumber(number);
        return Viewer.sequence(JSON.readTree(told.data()));
    }

    private static Map<String, String> observe(List<Viewer> viewers, List<String> others) {
        Map<String, String> seen = new LinkedHashMap<>();
        viewers.forEach(viewer -> seen.putAll(viewer.observe(viewer.channels(), others)));
        return seen;
    }

    private static List<String> differences(Map<String, String> before, Map<String, String> after) {
        List<String> differences = new ArrayList<>();
        Set<String> all = new TreeSet<>(before.keySet());
        all.addAll(after.keySet());
        for (String what : all) {
            if (!Objects.equals(before.get(what), after.get(what))) {
                differences.add(what + ": " + before.get(what) + " became " + after.get(what));
            }
        }
        return differences;
    }

    private void awaitStored(List<String> ids) {
        Set<String> distinct = Set.copyOf(ids);
        await(() -> query(pool, """
                        select id from event_log where id = any($1) union
                        select id from event_hold where id = any($1) union
                        select id from border_audit where id = any($1)""", (Object) distinct.toArray(String[]::new)).size() == distinct.size());
    }

    /** One that is fetched and one that is delivered. */
    private List<String> subscriptions(Reader reader) {
        return reader == Reader.PUBLIC
                ? List.of()
                : List.of(
                        create(reader.ask(), pull(subject, embargoed)),
                        create(reader.ask(), webhook(sink, subject, embargoed)));
    }

    private void awaitEverywhere(Reader reader, List<String> subscriptions, @Nullable String topic, long number) {
        for (String id : subscriptions) {
            await(() -> reader.ask()
                    .get(PATH + "/" + id + "/events?after=0")
                    .jsonPath()
                    .getList("cksubseq", String.class)
                    .contains(Long.toString(number)));
        }
        if (!subscriptions.isEmpty()) {
            awaitDone(reader::ask, subscriptions.get(1), number);
        }
        if (topic != null) {
            awaitDone(reader::ask, topic, number);
        }
    }

    /** Publishes what this reader may not know, in a random order; the ids. */
    private List<String> hide(Reader reader) {
        Random random = new Random(reader.ordinal());
        List<CloudEvent> events = new ArrayList<>();
        reader.others().forEach((audience, classification) -> {
            for (int i = random.nextInt(1, 5); i > 0; i--) {
                events.add(classified(Events.event(audience, subject, 100 + i), classification));
            }
        });
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            events.add(classified(Events.event(reader.audience, subject, 200 + i), "side-cn"));
            events.add(Events.event(reader.audience, embargoed, 300 + i)
                    .withExtension(
                            CloudEvent.EMBARGO,
                            Instant.now().plus(1, ChronoUnit.HOURS).toString()));
        }
        Collections.shuffle(events, random);
        events.forEach(sender::sendNow);
        return events.stream().map(CloudEvent::id).toList();
    }

    private static CloudEvent classified(CloudEvent event, String classification) {
        return event.withExtension(CloudEvent.CLASSIFICATION, classification);
    }

    private Map<String, String> everything(
            Reader reader, String from, List<String> subscriptions, @Nullable String topic) {
        Map<String, String> seen = new LinkedHashMap<>();
        for (String after : List.of("latest", from)) {
            Response answer = feed(reader, after);
            seen.put(
                    "feed " + after,
                    Answers.wholeOf(answer) + answer.header("CK-Head-Cursor") + answer.header("CK-Next-Cursor"));
        }
        OF_EVERYBODY.forEach(path -> seen.put(path, Answers.wholeOf(reader.ask().get(path))));
        if (reader == Reader.PUBLIC) {
            return seen;
        }
        seen.put("list", Answers.wholeOf(reader.ask().get(PATH + "?limit=100")));
        seen.put("dry-run", Answers.bodyOf(reader.ask().body("{}").post(PATH + "/dry-run")));
        seen.put("border-audit", Answers.wholeOf(reader.ask().get("/events/v1/border-audit")));
        List<String> all = new ArrayList<>(subscriptions);
        if (topic != null) {
            all.add(topic);
        }
        for (String id : all) {
            OF_A_SUBSCRIPTION.forEach(
                    path -> seen.put(id + path, Answers.wholeOf(reader.ask().get(PATH + "/" + id + path))));
            seen.put(
                    id + " replay",
                    Answers.bodyOf(
                            reader.ask().body(Map.of("from", 1, "dryRun", true)).post(PATH + "/" + id + "/replay")));
        }
        return seen;
    }

    private static Response feed(Reader reader, String after) {
        return reader.ask().accept("application/json").get(FEED + "?limit=1000&after=" + after);
    }

    private SseClient stream(Reader reader, String path) {
        String token = reader.token();
        return SseClient.open(hub.resolve(path), token == null ? Map.of() : Map.of("Authorization", "Bearer " + token));
    }

    /** The next event of a stream whatever it is, a checkpoint too. */
    private static String next(SseClient stream) {
        SseClient.Event event = stream.next();
        assertThat(event.name()).isEqualTo("cloudevent");
        return event.data();
    }

    /** The number of an event among those of its source, which has to be the one that was published. */
    private long sequence(String event, int number) throws IOException {
        var read = JSON.readTree(event);
        assertThat(read.path("subject").asText()).isEqualTo(subject);
        assertThat(read.at("/data/n").asInt()).isEqualTo(number);
        return Long.parseLong(read.path("sequence").asText());
    }
}
