package org.ckep.benchmark.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.System.Logger.Level;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ckep.kernel.access.Audience;
import org.ckep.messaging.CloudEvent;
import org.ckep.testing.Tokens;
import org.jspecify.annotations.Nullable;

/** One scenario's subscriptions, subjects and events. */
final class Run implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Run.class.getName());
    private static final String TYPE = "org.ckep.investment.project.announced.v1";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Stage stage;
    private final String name;
    private final Audience audience;
    private final List<String> subjects;
    private final Publisher publisher;
    private final Random random;
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final List<CloudEvent> accepted = new CopyOnWriteArrayList<>();
    private int number;

    /** An endpoint or a reader and what it is called in the hub. */
    record Subscription(UUID id, String path) {}

    /** The agency into whose topic a subscription is put. */
    static final String AGENCY = "kotra";

    Run(Stage stage, String scenario, int subjects, Publisher publisher) {
        this(stage, scenario, subjects, publisher, Audience.SIDE_CN);
    }

    Run(Stage stage, String scenario, int subjects, Publisher publisher, Audience audience) {
        this.stage = stage;
        this.name = scenario + "-" + Long.toHexString(System.nanoTime());
        this.audience = audience;
        this.publisher = publisher;
        this.random = new Random(scenario.hashCode());
        this.subjects = IntStream.range(0, subjects)
                .mapToObj(i -> "urn:ckep:project:" + new UUID(name.hashCode(), i))
                .toList();
    }

    /** Value of the attribute {@code correlation} of this run's events, by which subscriptions choose them. */
    String name() {
        return name;
    }

    /** Subscribes an endpoint by its behaviour, for instance {@code good} or {@code slow}. */
    Subscription webhook(String behaviour) {
        return webhook(behaviour, Map.of());
    }

    Subscription webhook(String behaviour, Map<String, Object> more) {
        String path = behaviour + "/" + name;
        return subscribe(stage.sinks().url(path), path, more);
    }

    Subscription subscribe(String sink, String path, Map<String, Object> more) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("sink", sink);
        return subscribe(body, path, more);
    }

    /** A subscription that fetches. */
    Subscription pull() {
        return subscribe(new LinkedHashMap<>(Map.of("protocol", "PULL")), "-", Map.of());
    }

    /** One into the agency's topic; its events are those for partners. */
    Subscription topic() {
        return subscribe(new LinkedHashMap<>(Map.of("protocol", "KAFKA")), "-", Map.of());
    }

    private Subscription subscribe(Map<String, Object> body, String path, Map<String, Object> more) {
        body.put("filters", List.of(Map.of("exact", Map.of("correlation", name))));
        body.putAll(more);
        JsonNode answer = HubApi.json(HubApi.call(201, "POST", api(), body, owner()));
        Subscription made = new Subscription(UUID.fromString(answer.get("id").asText()), path);
        subscriptions.add(made);
        return made;
    }

    /** Events for partners are an agency's, all others the ministry's that asks by default. */
    private String[] owner() {
        return audience == Audience.PARTNER
                ? new String[] {"Authorization", "Bearer " + Tokens.client("agency-" + AGENCY)}
                : new String[0];
    }

    private String api() {
        return stage.hub(0).url() + "/subscriptions/v1";
    }

    HttpResponse<String> call(int expected, String method, Subscription subscription, String action, Object body) {
        return HubApi.call(expected, method, api() + "/" + subscription.id + action, body);
    }

    HttpResponse<String> get(Subscription subscription, String action) {
        return HubApi.call(200, "GET", api() + "/" + subscription.id + action, null);
    }

    HttpResponse<String> patch(Subscription subscription, Object body) {
        String tag = get(subscription, "").headers().firstValue("ETag").orElseThrow();
        return HubApi.call(200, "PATCH", api() + "/" + subscription.id, body, "If-Match", tag);
    }

    /** The next event; the first ones go to each subject once. */
    CloudEvent next() {
        return next(new TreeMap<>());
    }

    CloudEvent next(Map<String, String> attributes) {
        int index = number < subjects.size() ? number : random.nextInt(subjects.size());
        return next(subjects.get(index), attributes, "");
    }

    /**
     * The next event of a subject.
     *
     * @param more members of the data, with a comma before
     */
    CloudEvent next(String subject, Map<String, String> attributes, String more) {
        TreeMap<String, String> extensions = new TreeMap<>(attributes);
        extensions.put("audience", audience.id());
        extensions.put("dataclassification", "public");
        extensions.put("partitionkey", subject);
        extensions.put("correlation", name);
        String data = "{\"number\":\"%d\",\"sentAt\":\"%d\",\"remark\":\"西安 · 시안\"%s}"
                .formatted(number++, System.currentTimeMillis(), more);
        return new CloudEvent(
                UUID.randomUUID().toString(),
                "/investment-projects/" + audience,
                TYPE,
                subject,
                Instant.parse("2026-01-04T08:00:00Z"),
                "application/json",
                null,
                extensions,
                data.getBytes(StandardCharsets.UTF_8));
    }

    List<String> subjects() {
        return subjects;
    }

    void publish(CloudEvent event) {
        publisher.publish(event);
        accepted.add(event);
    }

    /** Publishes evenly; returns when the last one is accepted. */
    void publish(int amount, double perSecond) {
        long start = System.nanoTime();
        List<CloudEvent> batch = new ArrayList<>();
        for (int i = 0; i < amount; i++) {
            long early = start + (long) (i * 1e9 / perSecond) - System.nanoTime();
            if (early > 1_000_000) {
                Patience.pause(early / 1_000_000);
            }
            CloudEvent event = next();
            publisher.publish(event);
            batch.add(event);
            if (batch.size() == 100 || i == amount - 1) {
                accepted.addAll(batch);
                batch.clear();
            }
        }
        publisher.flush();
    }

    /** Publishes in the background; {@link Load#end()} waits for it. */
    Load load(int amount, double perSecond) {
        return new Load(() -> publish(amount, perSecond));
    }

    /** Publishing in the background. */
    static final class Load {
        private final Thread thread;
        private volatile @Nullable Throwable failure;

        private Load(Runnable work) {
            thread = Thread.ofVirtual().unstarted(work);
            thread.setUncaughtExceptionHandler((ended, thrown) -> failure = thrown);
            thread.start();
        }

        boolean isRunning() {
            return thread.isAlive();
        }

        void end() {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            if (failure != null) {
                throw new IllegalStateException("publishing failed", failure);
            }
        }
    }

    List<String> acceptedIds() {
        return accepted.stream().map(CloudEvent::id).toList();
    }

    int acceptedAmount() {
        return accepted.size();
    }

    /** Events of this run that stand in the log. */
    long logged() {
        return stage.hubDatabase()
                .number(
                        "select count(*) from event_log where audience = ? and body like ?",
                        audience.id(),
                        ofThisRun());
    }

    /** The numbers of this run's events in the order of the log, which keeps the order within a subject alone. */
    List<Long> loggedNumbers() {
        return stage.hubDatabase().column("""
                        select substring(convert_from(body, 'UTF8') from '"number":"([0-9]+)"') from event_log
                        where audience = ? and body like ? order by pos""", audience.id(), ofThisRun()).stream()
                .map(Long::valueOf)
                .toList();
    }

    private byte[] ofThisRun() {
        return ("%\"correlation\":\"" + name + "\"%").getBytes(StandardCharsets.UTF_8);
    }

    /** Numbers given out to a subscription. */
    long numbered(Subscription subscription) {
        return stage.hubDatabase().number("select subseq from subscription_cursor where sub = ?", subscription.id);
    }

    /** Deliveries that are still to be made. */
    long open(Subscription subscription) {
        return stage.hubDatabase()
                .number("select count(*) from delivery where sub = ? and done_at is null", subscription.id);
    }

    /** Lanes of these that are being worked on. */
    long leased(Collection<Subscription> of) {
        return stage.hubDatabase()
                .number(
                        "select count(*) from lane where lease_until > now() and sub = any(string_to_array(?, ',')::uuid[])",
                        ids(of));
    }

    /**
     * Waits until lanes of these are being worked on and tells how many were; a second look might find them between two
     * leases.
     */
    long awaitLeased(Duration longest, Subscription... of) {
        AtomicLong seen = new AtomicLong();
        Patience.until(longest, () -> seen.updateAndGet(before -> leased(List.of(of))) > 0);
        return seen.get();
    }

    private static String ids(Collection<Subscription> subscriptions) {
        return subscriptions.stream().map(one -> one.id.toString()).collect(Collectors.joining(","));
    }

    /** Waits until nothing is open for these; goes on when the time is over, and says what still waits then. */
    void settle(Subscription... wanted) {
        String ids = ids(List.of(wanted));
        boolean isSettled = Patience.until(PATIENCE, () -> stage.hubDatabase().number("""
                select count(*) from subscription_cursor c where c.sub = any(string_to_array(?, ',')::uuid[]) and (c.subseq < ?
                  or exists (select 1 from delivery d where d.sub = c.sub and d.done_at is null))""", ids, accepted.size()) == 0);
        if (!isSettled) {
            for (Subscription one : wanted) {
                LOG.log(
                        Level.WARNING,
                        "%s, %s: after %d min %d are not numbered and %d are still to be delivered, which is not lost"
                                .formatted(
                                        name,
                                        one.path,
                                        PATIENCE.toMinutes(),
                                        Math.max(0, accepted.size() - numbered(one)),
                                        open(one)));
            }
        }
    }

    List<Received> received(Subscription subscription) {
        return stage.sinks().log(subscription.path);
    }

    Verdict verdict(Subscription subscription) {
        return Verdict.of(subscription.id, acceptedIds(), received(subscription));
    }

    /** Ends the subscriptions, so that they cost later runs nothing. */
    @Override
    public void close() {
        for (Subscription subscription : subscriptions) {
            HubApi.call(204, "DELETE", api() + "/" + subscription.id, null, owner());
        }
        subscriptions.clear();
        publisher.close();
    }
}
