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
import java.util.concurrent.atomic.AtomicBoolean;
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
    private final Interruptions interruptions;
    private final List<ReceiverProcess> receivers = new ArrayList<>();
    private int number;

    /** An endpoint or a reader, what it is called in the hub, and whose it is. */
    record Subscription(UUID id, String path, Owner owner) {}

    /** Who asks: an agency where events are for partners, a ministry else. */
    enum Owner {
        MINISTRY,
        PARTNER_AGENCY;

        String authorization() {
            return "Bearer " + (this == MINISTRY ? Tokens.user("cn-maker") : Tokens.client("agency-" + AGENCY));
        }

        private String[] header() {
            return new String[] {"Authorization", authorization()};
        }
    }

    private static final String SECRET = "whsec_dGhlIHNlY3JldCBvZiB0aGUgcmVjZWl2ZXJzIQ==";

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
        this.interruptions = new Interruptions(stage.hubDatabase(), subscriptions);
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
        return pull(Map.of());
    }

    Subscription pull(Map<String, Object> more) {
        return subscribe(new LinkedHashMap<>(Map.of("protocol", "PULL")), "-", more);
    }

    /** One into the agency's topic; its events are those for partners. */
    Subscription topic() {
        return subscribe(new LinkedHashMap<>(Map.of("protocol", "KAFKA")), "-", Map.of());
    }

    private Subscription subscribe(Map<String, Object> body, String path, Map<String, Object> more) {
        body.put("filters", List.of(Map.of("exact", Map.of("correlation", name))));
        body.putAll(more);
        Owner owner = audience == Audience.PARTNER ? Owner.PARTNER_AGENCY : Owner.MINISTRY;
        JsonNode answer = HubApi.json(HubApi.call(201, "POST", api(), body, owner.header()));
        Subscription made = new Subscription(UUID.fromString(answer.get("id").asText()), path, owner);
        subscriptions.add(made);
        return made;
    }

    /**
     * One of the published receivers as the endpoint: subscribed, started with the key of the subscription, and asked for its
     * consent then.
     *
     * @param front behaviour of an endpoint before it, which passes on what comes; empty for none
     */
    Receiver receiver(ReceiverProcess.Language language, String front) {
        ReceiverProcess process = new ReceiverProcess(language, stage.folder());
        receivers.add(process);
        Map<String, Object> more = new LinkedHashMap<>(Map.of("signing", language.signing()));
        if (language.signing().equals("v1")) {
            more.put("secret", SECRET);
        }
        String path = front + "/" + process.port() + "/" + name;
        Subscription made = front.isEmpty()
                ? subscribe("http://127.0.0.1:" + process.port() + "/", "-", more)
                : subscribe(stage.sinks().url(path), path, more);
        process.start(
                language.signing().equals("v1")
                        ? SECRET
                        : HubApi.json(get(made, "")).at("/keys/0/publicKey").asText());
        String state = HubApi.json(call(200, "POST", made, "/verify", Map.of()))
                .path("state")
                .asText();
        if (!state.equals("ACTIVE")) {
            throw new IllegalStateException(language + " did not consent: " + state);
        }
        return new Receiver(made, process);
    }

    /** The published receivers that this machine can run. */
    List<Receiver> receivers(String front) {
        List<Receiver> started = new ArrayList<>();
        for (ReceiverProcess.Language language : ReceiverProcess.Language.values()) {
            if (language.isInstalled()) {
                started.add(receiver(language, front));
            } else {
                LOG.log(Level.WARNING, "{0} is not installed; its receiver is left out", language);
            }
        }
        return started;
    }

    /** A receiver and its subscription. */
    record Receiver(Subscription subscription, ReceiverProcess process) {
        String title() {
            return "receiver in " + process.language();
        }
    }

    /** Its effects: whatever came twice stands in its file once. */
    Verdict effects(Receiver receiver) {
        return Verdict.of(receiver.subscription.id, acceptedIds(), receiver.process.effects());
    }

    private String api() {
        return stage.hub(0).url() + "/subscriptions/v1";
    }

    HttpResponse<String> call(int expected, String method, Subscription subscription, String action, Object body) {
        return HubApi.call(expected, method, api() + "/" + subscription.id + action, body, subscription.owner.header());
    }

    HttpResponse<String> get(Subscription subscription, String action) {
        return HubApi.call(200, "GET", api() + "/" + subscription.id + action, null, subscription.owner.header());
    }

    HttpResponse<String> patch(Subscription subscription, Object body) {
        String tag = get(subscription, "").headers().firstValue("ETag").orElseThrow();
        return HubApi.call(
                200,
                "PATCH",
                api() + "/" + subscription.id,
                body,
                "If-Match",
                tag,
                "Authorization",
                subscription.owner.authorization());
    }

    /** What has interrupted it. */
    Interruptions interruptions() {
        return interruptions;
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

    /** Does something again and again in the background, until {@link Load#end()}. */
    static Load repeat(Runnable work) {
        AtomicBoolean isWanted = new AtomicBoolean(true);
        Load load = new Load(() -> {
            while (isWanted.get()) {
                work.run();
            }
        });
        load.stop = () -> isWanted.set(false);
        return load;
    }

    /** Publishes evenly in the background, until {@link Load#end()}. */
    Load steady(int perSecond) {
        return repeat(() -> publish(Math.max(1, perSecond / 2), perSecond));
    }

    /** Publishing in the background. */
    static final class Load {
        private final Thread thread;
        private volatile @Nullable Throwable failure;
        private Runnable stop = () -> {};

        private Load(Runnable work) {
            thread = Thread.ofVirtual().unstarted(work);
            thread.setUncaughtExceptionHandler((ended, thrown) -> failure = thrown);
            thread.start();
        }

        boolean isRunning() {
            return thread.isAlive();
        }

        void end() {
            stop.run();
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
        return logged(audience.id());
    }

    /** Those that stand in the log of the agency, which is one of its own. */
    long loggedForAgency() {
        return logged("agency-" + AGENCY);
    }

    private long logged(String log) {
        return stage.hubDatabase()
                .number("select count(*) from event_log where audience = ? and body like ?", log, ofThisRun());
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

    /** Deliveries to an endpoint during which a request to one of the others was open that failed. */
    long besideFailures(Subscription good, Collection<Subscription> failing) {
        return stage.hubDatabase().number("""
                select count(*) from attempt g where g.sub = ? and g.outcome = 'delivered' and exists (
                  select 1 from attempt f
                  where f.sub = any(string_to_array(?, ',')::uuid[]) and f.outcome <> 'delivered'
                    and f.at >= g.at - g.ms * interval '1 millisecond'
                    and f.at - f.ms * interval '1 millisecond' <= g.at)""", good.id, ids(failing));
    }

    /** Deliveries that waited for their answer for so long. */
    long waited(Subscription subscription, int millis) {
        return stage.hubDatabase()
                .number(
                        "select count(*) from attempt where sub = ? and outcome = 'delivered' and ms >= ?",
                        subscription.id,
                        millis);
    }

    static String ids(Collection<Subscription> subscriptions) {
        return subscriptions.stream().map(one -> one.id.toString()).collect(Collectors.joining(","));
    }

    /** Waits until nothing is open for these; goes on when the time is over, and says what still waits then. */
    void settle(Subscription... wanted) {
        String ids = ids(List.of(wanted));
        boolean isSettled = Patience.until(PATIENCE, () -> stage.hubDatabase().number("""
                select count(*) from subscription_cursor c where c.sub = any(string_to_array(?, ',')::uuid[])
                  and ((select count(*) from delivery d where d.sub = c.sub and d.pos is not null) < ?
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
        List<Received> received = received(subscription);
        Verdict verdict =
                Verdict.of(subscription.id, acceptedIds(), received, interruptions.excuses(subscription, received));
        if (!verdict.passes()) {
            interruptions
                    .repeats(subscription, received)
                    .forEach(line -> LOG.log(Level.WARNING, "{0}, {1}, {2}", name, subscription.path, line));
        }
        return verdict;
    }

    /** Ends the subscriptions, so that they cost later runs nothing. */
    @Override
    public void close() {
        for (Subscription subscription : subscriptions) {
            HubApi.call(204, "DELETE", api() + "/" + subscription.id, null, subscription.owner.header());
        }
        subscriptions.clear();
        receivers.forEach(ReceiverProcess::close);
        publisher.close();
    }
}
