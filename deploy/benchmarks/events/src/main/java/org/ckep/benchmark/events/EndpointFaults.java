package org.ckep.benchmark.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Endpoints that misbehave, and keys that change under load. */
final class EndpointFaults {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Stage stage;
    private final Report report;

    EndpointFaults(Stage stage, Report report) {
        this.stage = stage;
        this.report = report;
    }

    /** F8: every kind of bad endpoint beside good ones. */
    void hostileEndpoints() {
        stage.hubs(1, Stage.Pace.FAULTS);
        try (Run run = new Run(stage, "F8", 100, stage.outbox())) {
            Run.Subscription good = run.webhook("good");
            Run.Subscription flaky = run.webhook("flaky");
            Run.Subscription slow = run.webhook("slow");
            List<Run.Subscription> bad = new ArrayList<>(List.of(run.webhook("broken"), run.webhook("hanging")));
            for (String behaviour : List.of("reset", "garbage")) {
                bad.add(raw(run, behaviour));
            }
            Run.Subscription withoutTls = run.subscribe(
                    stage.rawSinks().url("garbage/" + run.name()).replaceFirst("http:", "https:"), "-", Map.of());
            List<Run.Receiver> receivers = run.receivers("front");
            List<Run.Subscription> talkative = List.of(raw(run, "big"), raw(run, "endless"));
            run.publish(2000, 150);
            run.settle(good, flaky, slow, talkative.get(0), talkative.get(1));
            run.settle(receivers.stream().map(Run.Receiver::subscription).toArray(Run.Subscription[]::new));
            long beside = run.besideFailures(good, bad);
            report.fault(
                    "F8",
                    "bad endpoints",
                    "good",
                    run.verdict(good),
                    beside,
                    beside + " deliveries while a request to a bad one was open",
                    true);
            cutting(run, flaky, "5 % cut before, 5 % after taking, 10 % 503, 1 % 429", "flaky");
            for (Run.Receiver receiver : receivers) {
                long repeated = cutting(run, receiver.subscription(), "the same", "before the " + receiver.title());
                Verdict effects = run.effects(receiver);
                report.fault(
                        "F8",
                        "",
                        receiver.title(),
                        effects,
                        repeated,
                        effects.out() + " effects, " + repeated + " events came again",
                        effects.duplicates() == 0);
            }
            long waited = run.waited(slow, 60);
            report.fault(
                    "F8",
                    "answers after 60 ms",
                    "slow",
                    run.verdict(slow),
                    waited,
                    waited + " deliveries waited for their answer for 60 ms or more",
                    true);
            // Each of them: one that fails often says nothing of the others.
            long failing = stage.hubDatabase()
                    .number("select count(distinct sub) from attempt where outcome <> 'delivered' and sub in ("
                            + ids(bad) + ")");
            long failures = stage.hubDatabase()
                    .number("select count(*) from attempt where outcome <> 'delivered' " + "and sub in (" + ids(bad)
                            + ")");
            report.fault(
                    "F8",
                    "500, hang, RST, no HTTP",
                    "4 bad ones",
                    kept(run, bad),
                    failures,
                    failures + " failed attempts at " + failing + " endpoints; everything waits",
                    failing == bad.size());
            // It cannot consent, so the handshake alone meets it and no event is ever sent.
            String refusal = HubApi.json(run.get(withoutTls, "/health"))
                    .path("stateReason")
                    .asText();
            long sent = stage.hubDatabase()
                    .number("select count(*) from attempt where sub in (" + ids(List.of(withoutTls)) + ")");
            report.fault(
                    "F8",
                    "https, and no TLS",
                    "1 without consent",
                    kept(run, List.of(withoutTls)),
                    run.open(withoutTls),
                    sent + " attempts, " + refusal + "; everything waits",
                    sent == 0 && refusal.equals("consent-missing: no answer: tls"));
            long taken = stage.hubDatabase()
                    .number("select count(*) from delivery where pos is not null and state = 'DELIVERED' and sub in ("
                            + ids(talkative) + ")");
            report.fault(
                    "F8",
                    "10 MB, endless",
                    "2 talkative ones",
                    kept(run, talkative),
                    taken,
                    taken + " taken by the head",
                    taken == (long) run.acceptedAmount() * talkative.size());
        }
    }

    /**
     * An endpoint that cuts: what comes again are the events that it had taken and cut then, each of them, and at most one in
     * twenty more for which the hub's log has a failure that the endpoint knows nothing of.
     */
    private long cutting(Run run, Run.Subscription subscription, String how, String name) {
        Verdict verdict = run.verdict(subscription);
        List<Received> received = run.received(subscription);
        long cut = received.stream().filter(Received::isCut).count();
        long marked = received.stream().filter(one -> !one.flag().equals("-")).count();
        long otherwise = verdict.duplicates() - cut;
        report.fault(
                "F8",
                how,
                name,
                verdict,
                cut,
                "%d cut after taking, %d others lost their answer, %d requests marked as possible second ones"
                        .formatted(cut, otherwise, marked),
                otherwise >= 0 && otherwise <= verdict.in() / 20);
        return verdict.duplicates();
    }

    private Run.Subscription raw(Run run, String behaviour) {
        return run.subscribe(stage.rawSinks().url(behaviour + "/" + run.name()), "-", Map.of());
    }

    private static String ids(List<Run.Subscription> subscriptions) {
        return String.join(
                ",", subscriptions.stream().map(one -> "'" + one.id() + "'").toList());
    }

    /** For endpoints that keep no book: what the hub has delivered or still keeps for them, and nothing of how it came. */
    private Verdict kept(Run run, List<Run.Subscription> subscriptions) {
        int wanted = run.acceptedAmount() * subscriptions.size();
        int there = Math.toIntExact(stage.hubDatabase()
                .number("select count(*) from delivery where pos is not null "
                        + "and state in ('PENDING', 'DELIVERED') and sub in (" + ids(subscriptions) + ")"));
        return new Verdict(
                wanted,
                there,
                Verdict.NOT_COUNTED,
                Verdict.NOT_COUNTED,
                Verdict.NOT_COUNTED,
                Verdict.NOT_COUNTED,
                Verdict.NOT_COUNTED,
                -1,
                -1);
    }

    /** F9: an endpoint with ten thousand subjects goes away for good. What it is asked is counted where it stands. */
    void deadEndpoint() {
        stage.hubs(1, Stage.Pace.SHIPPED);
        long before;
        try (Run quiet = new Run(stage, "F9-before", 100, stage.topics())) {
            Run.Subscription good = quiet.webhook("good");
            quiet.publish(3000, 200);
            quiet.settle(good);
            // Counted are those after the first ones, which compile.
            int first = quiet.received(good).size();
            quiet.publish(1500, 50);
            quiet.settle(good);
            List<Received> all = quiet.received(good);
            before = Verdict.of(good.id(), List.of(), all.subList(first, all.size()))
                    .p99();
            report.quiet("F9", "before the outage", "good", quiet.verdict(good), "nothing is broken yet", true);
        }
        try (Run dead = new Run(stage, "F9-dead", 10_000, stage.topics());
                Run busy = new Run(stage, "F9-during", 100, stage.topics())) {
            Run.Subscription broken = dead.webhook("broken");
            dead.publish(10_000, 1000);
            Patience.within(Duration.ofMinutes(2), "the fan-out", () -> dead.numbered(broken) >= 10_000);
            Patience.within(
                    PATIENCE,
                    "an open breaker",
                    () -> stage.hubDatabase().number("select open_n from sub_health where sub = ?", broken.id()) > 0);
            Patience.pause(2000);
            int requests = dead.received(broken).size();
            Run.Subscription good = busy.webhook("good");
            long start = System.nanoTime();
            busy.publish(3000, 50);
            busy.settle(good);
            double minutes = (System.nanoTime() - start) / 60e9;
            double perMinute = (dead.received(broken).size() - requests) / minutes;
            Verdict during = busy.verdict(good);
            long lanes = stage.hubDatabase().number("select count(*) from lane where sub = ?", broken.id());
            boolean isOpen = stage.hubDatabase().number("select open_n from sub_health where sub = ?", broken.id()) > 0;
            String hits = String.format(
                    Locale.ROOT,
                    "%d subjects wait, %.1f requests/min at the dead one, whose breaker is %s",
                    lanes,
                    perMinute,
                    isOpen ? "open" : "NOT open");
            report.fault(
                    "F9",
                    "during the outage",
                    "good",
                    during,
                    lanes,
                    hits,
                    isOpen && perMinute <= 2 && lanes >= 10_000);
            report.measure(
                    "dead subscriber with 10,000 subjects",
                    String.format(
                            Locale.ROOT,
                            "%.1f requests/min; others' p99 %d ms before, %d ms during",
                            perMinute,
                            before,
                            during.p99()),
                    "at most 2/min; p99 within 20 %",
                    perMinute <= 2 && during.p99() <= before * 1.2,
                    Report.load());
        }
    }

    /** F10: one subject's event is always refused. */
    void poisonSubject() {
        stage.hubs(1, Stage.Pace.FAULTS);
        try (Run run = new Run(stage, "F10", 20, stage.outbox())) {
            Run.Subscription poison = run.webhook("poison");
            String sick = run.subjects().get(0);
            List<String> healthy = new ArrayList<>();
            int behind = 0;
            Random random = new Random(10);
            for (int i = 0; i < 1000; i++) {
                String subject =
                        run.subjects().get(random.nextInt(run.subjects().size()));
                boolean isSick = subject.equals(sick);
                var event = run.next(subject, new TreeMap<>(), isSick && behind == 0 ? ",\"poison\":true" : "");
                run.publish(event);
                behind += isSick ? 1 : 0;
                if (!isSick) {
                    healthy.add(event.id());
                }
            }
            int waiting = behind;
            Patience.until(Duration.ofMinutes(2), () -> run.numbered(poison) >= 1000 && run.open(poison) == waiting);
            List<Received> received = run.received(poison);
            long tries = received.stream().filter(one -> !one.isTaken()).count();
            long passedBy = received.stream()
                    .filter(one -> one.isTaken() && one.subject().equals(sick))
                    .count();
            Verdict verdict = Verdict.of(
                    poison.id(), healthy, received, run.interruptions().excuses(poison, received));
            // What waits leaves holes in the numbers here; the chain is whole in what fetching gives.
            List<Received> fetched = new Fetcher(stage).fetch(poison, 0, 1, PATIENCE);
            int breaks = Verdict.of(poison.id(), run.acceptedIds(), fetched).chainBreaks();
            report.fault(
                    "F10",
                    "one subject always 400",
                    "19 other subjects",
                    verdict.withChainBreaks(breaks),
                    tries,
                    "%d tries of the poison, %d events wait behind it, %d went past"
                            .formatted(tries, waiting, passedBy),
                    passedBy == 0 && run.open(poison) == waiting);
        }
    }

    /** F11: keys are rotated at full rate; receivers with the old key, the new one or both verify everything. */
    void rotatedKeys() {
        stage.hubs(1, Stage.Pace.FAULTS);
        for (String algorithm : List.of("v1a", "v1")) {
            try (Run run = new Run(stage, "F11-" + algorithm, 100, stage.outbox())) {
                rotate(run, algorithm);
            }
        }
    }

    private void rotate(Run run, String algorithm) {
        String oldSecret = "whsec_"
                + Base64.getEncoder()
                        .encodeToString("the first secret, 32 bytes long.".getBytes(StandardCharsets.US_ASCII));
        Map<String, Object> wanted =
                algorithm.equals("v1") ? Map.of("signing", "v1", "secret", oldSecret) : Map.of("signing", "v1a");
        Run.Subscription kept = run.webhook("kept-" + algorithm, wanted);
        String before = key(HubApi.json(run.get(kept, "")), oldSecret, algorithm);
        Run.Load load = run.load(1500, 150);
        Patience.until(PATIENCE, () -> run.received(kept).size() >= 100);
        long underWay = run.awaitLeased(PATIENCE, kept);
        JsonNode rotated = HubApi.json(run.call(200, "POST", kept, "/keys", Map.of("overlap", "PT24H")));
        long rotatedAt = System.currentTimeMillis() / 1000;
        String after = key(rotated, rotated.path("secret").asText(), algorithm);
        load.end();
        run.settle(kept);
        List<Received> received = run.received(kept);
        long badOld = received.stream()
                .filter(one -> !verifies(one, algorithm, before))
                .count();
        List<Received> later =
                received.stream().filter(one -> one.timestamp() > rotatedAt + 2).toList();
        long badNew =
                later.stream().filter(one -> !verifies(one, algorithm, after)).count();
        long badBoth = received.stream()
                .filter(one -> !verifies(one, algorithm, before) && !verifies(one, algorithm, after))
                .count();
        long badAltered = received.stream()
                .limit(50)
                .filter(one -> verifies(one.withAlteredBody(), algorithm, before))
                .count();
        report.fault(
                "F11",
                "key rotated at full rate, " + algorithm,
                "kept",
                run.verdict(kept),
                underWay,
                ("%d lanes held at the rotation; failures with the old key %d of %d, the new one %d of %d, both %d; "
                                + "altered ones accepted %d")
                        .formatted(underWay, badOld, received.size(), badNew, later.size(), badBoth, badAltered),
                badOld == 0 && badNew == 0 && badBoth == 0 && badAltered == 0 && !later.isEmpty());
    }

    /** The key that signs by now: its secret, or the newest public key. */
    private static String key(JsonNode subscription, String secret, String algorithm) {
        if (algorithm.equals("v1")) {
            return secret;
        }
        String newest = "";
        String key = "";
        for (JsonNode one : subscription.get("keys")) {
            if (one.path("algorithm").asText().equals("v1a")
                    && one.path("notBefore").asText().compareTo(newest) > 0) {
                newest = one.path("notBefore").asText();
                key = one.path("publicKeyDer").asText();
            }
        }
        return key;
    }

    /** By the text of Standard Webhooks alone; the hub's own code has no part in it. */
    static boolean verifies(Received delivery, String algorithm, String key) {
        byte[] body = Base64.getDecoder().decode(delivery.body());
        byte[] head = (delivery.id() + "." + delivery.timestamp() + ".").getBytes(StandardCharsets.UTF_8);
        for (String one : delivery.signature().split(" ", -1)) {
            if (one.startsWith(algorithm + ",")) {
                byte[] given = Base64.getDecoder().decode(one.substring(algorithm.length() + 1));
                if (algorithm.equals("v1") ? isMac(key, head, body, given) : isSignature(key, head, body, given)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isMac(String secret, byte[] head, byte[] body, byte[] given) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
            mac.update(head);
            return MessageDigest.isEqual(mac.doFinal(body), given);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isSignature(String publicKey, byte[] head, byte[] body, byte[] given) {
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(KeyFactory.getInstance("Ed25519")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(publicKey))));
            verifier.update(head);
            verifier.update(body);
            return verifier.verify(given);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
