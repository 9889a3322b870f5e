package org.ckep.investment.interference;

import io.restassured.path.json.JsonPath;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Records;
import org.ckep.investment.exposure.Exposures;
import org.ckep.investment.grievance.Grievances;
import org.ckep.investment.ledger.Commitments;
import org.ckep.investment.pairing.Pairs;
import org.ckep.investment.shareholding.Shareholdings;
import org.ckep.testing.Api;

/** All that others can fetch while one side hides something, byte for byte as {@link Exchange} masks it. */
final class Observation {
    private static final Pattern NEXT = Pattern.compile("\"next\":\"([^\"]+)\"");

    private final ConcurrentSkipListMap<String, String> seen = new ConcurrentSkipListMap<>();
    private final Set<Channel> channels;

    private Observation(Set<Channel> channels) {
        this.channels = channels;
    }

    /** Everything. */
    static Observation of(Scenario scenario, AudienceTopics topics) {
        return of(scenario, topics, EnumSet.allOf(Channel.class));
    }

    /** What comes by some of the channels; headers come with the answers of the others. */
    static Observation of(Scenario scenario, AudienceTopics topics, Set<Channel> channels) {
        return of(scenario, topics, channels, scenario.observers());
    }

    /** Everything that some of the observers fetch, and what anybody hears. */
    static Observation by(Set<String> names, Scenario scenario, AudienceTopics topics) {
        Map<String, Api> observers = new TreeMap<>(scenario.observers());
        observers.keySet().retainAll(names);
        return of(scenario, topics, EnumSet.allOf(Channel.class), observers);
    }

    private static Observation of(
            Scenario scenario, AudienceTopics topics, Set<Channel> channels, Map<String, Api> observers) {
        Observation observation = new Observation(channels);
        if (channels.contains(Channel.AUDIT)) {
            topics.awaitNothingWaiting();
        }
        byEach(observers, (name, observer) -> observation.read(name, observer, scenario));
        if (channels.contains(Channel.EVENT)) {
            topics.ends().forEach((topic, end) -> observation.seen.put(Channel.EVENT + " " + topic, end.toString()));
        }
        return observation;
    }

    /** Lets everybody who must not know do something, all at once. */
    static void byEach(Map<String, Api> observers, BiConsumer<String, Api> what) {
        try (ExecutorService readers = Executors.newFixedThreadPool(observers.size())) {
            List<Future<?>> running = new ArrayList<>();
            observers.forEach((name, observer) -> running.add(readers.submit(() -> what.accept(name, observer))));
            for (Future<?> reader : running) {
                reader.get();
            }
        } catch (InterruptedException | ExecutionException lost) {
            throw new IllegalStateException(lost);
        }
    }

    int size() {
        return seen.size();
    }

    /** What another observation has otherwise, each with its channel first. */
    List<String> differences(Observation later) {
        Set<String> all = new TreeSet<>(seen.keySet());
        all.addAll(later.seen.keySet());
        List<String> differences = new ArrayList<>();
        for (String what : all) {
            String before = seen.getOrDefault(what, "nothing");
            String after = later.seen.getOrDefault(what, "nothing");
            if (!before.equals(after)) {
                differences.add(what + "\n  before: " + before + "\n  after:  " + after);
            }
        }
        return differences;
    }

    private void read(String name, Api observer, Scenario scenario) {
        for (String list : List.of(
                "projects",
                "sites",
                "capacity-shares",
                "sources",
                "commitments",
                "exposures",
                "shareholdings",
                "grievances")) {
            get(Channel.LIST, name, observer, list + "?limit=500");
            get(Channel.LIST, name, observer, list + "?limit=500&knownAt=" + scenario.moment);
            get(Channel.EXPORT, name, observer, list + ".csv?knownAt=" + scenario.moment);
        }
        pages(Channel.LIST, name, observer, "projects?limit=7");
        pages(Channel.LIST, name, observer, "projects?limit=7&sort=stateSince");
        pages(Channel.LIST, name, observer, "projects?limit=7&sort=-recorded");
        for (String filter : List.of(
                "state=PROSPECT",
                "state=ANNOUNCED",
                "type=GREENFIELD",
                "direction=KR_TO_CN",
                "direction=MUTUAL",
                "modality=PLAN",
                "sector=BATT",
                "sector=SEMI",
                "site=" + Records.urn(scenario.publicSite),
                "site=" + Records.urn(scenario.hiddenSite),
                "parent=" + Records.urn(scenario.joint),
                "parent=" + Records.urn(scenario.hiddenProjects.getFirst()))) {
            get(Channel.LIST, name, observer, "projects?limit=500&" + filter);
        }
        // Words of titles, of a hidden site, of hidden claims, and of both with what all may read.
        for (String words : List.of(
                "hidden",
                "works",
                "%E7%A7%98%E5%AF%86",
                "%EB%B9%84%EB%B0%80",
                "concealed",
                "yancheng",
                "verdict",
                "plant",
                "p",
                "battery%20verdict",
                "common%20verdict")) {
            get(Channel.SEARCH, name, observer, "projects?limit=500&q=" + words);
        }
        get(Channel.SEARCH, name, observer, "projects?limit=500&localId=hidden:1");
        reconciliation(name, observer, scenario);
        pages(Channel.AUDIT, name, observer, "audit?limit=500");
        common(name, observer);
        for (String record : List.of(scenario.joint, scenario.hiddenProjects.getFirst())) {
            get(Channel.AUDIT, name, observer, "audit?record=" + Records.urn(record));
        }
        for (String count : Reports.counts(scenario)) {
            get(Channel.COUNT, name, observer, count);
        }
        for (String file : Reports.files(scenario)) {
            get(Channel.EXPORT, name, observer, file);
        }
        for (String project : scenario.visibleProjects()) {
            readProject(name, observer, project);
            for (String clock : List.of("knownAt=" + scenario.moment, "asOf=2026", "asOf=2019")) {
                get(Channel.BODY, name, observer, project + "?" + clock);
            }
        }
        get(Channel.CHANGE, name, observer, scenario.change);
        Reports.changes(scenario).forEach(list -> get(Channel.CHANGE, name, observer, list));
        pages(Channel.CHANGE, name, observer, "changes?limit=7");
        get(Channel.CHANGE, name, observer, "pairings?limit=500");
        get(Channel.CHANGE, name, observer, "pairings?project=" + Records.urn(scenario.twin));
        get(Channel.BODY, name, observer, scenario.paired + "/pair-group");
        get(Channel.SEARCH, name, observer, scenario.bilateral + "/pairing-candidates");
        get(Channel.SEARCH, name, observer, scenario.twin + "/pairing-candidates");
        for (String query : List.of("", "?asOf=2021-01-01", "?knownAt=" + scenario.moment, "/statements")) {
            get(Channel.BODY, name, observer, scenario.shareholding + query);
        }
        for (String record : List.of(
                scenario.publicSite,
                scenario.publicShare,
                scenario.ownSite,
                scenario.ownShare,
                scenario.exposure,
                scenario.commitment)) {
            get(Channel.BODY, name, observer, record);
            get(Channel.BODY, name, observer, record + "?knownAt=" + scenario.moment);
        }
        get(Channel.BODY, name, observer, scenario.commitment + "/transactions");
        for (String list : List.of("pending-acts", "pending-acts?record=" + Records.urn(scenario.joint))) {
            get(Channel.BODY, name, observer, list);
        }
        get(Channel.CLAIM, name, observer, "claims?limit=500");
        get(Channel.CLAIM, name, observer, "claims?subject=" + Records.urn(scenario.hiddenProjects.getFirst()));
        refusals(name, observer, scenario);
    }

    private void reconciliation(String name, Api observer, Scenario scenario) {
        for (String filter : List.of(
                "",
                "&state=OPEN",
                "&reason=UNEXPLAINED",
                "&assigned=" + scenario.hider,
                "&record=" + Records.urn(scenario.joint),
                "&record=" + Records.urn(scenario.hiddenProjects.getFirst()))) {
            get(Channel.BREAK, name, observer, "breaks?limit=500" + filter);
        }
        get(Channel.BREAK, name, observer, scenario.broken);
        get(Channel.BREAK, name, observer, "reconciliation-rates");
        get(Channel.BREAK, name, observer, "inconsistencies");
        get(Channel.BREAK, name, observer, "inconsistencies?record=" + Records.urn(scenario.joint));
        cycles(name, observer, scenario);
    }

    /**
     * The secretariat closes cycles while one side hides things, so the list grows by itself; but every cycle since the
     * scenario's own says what that one says, apart from its name, its hour, and the month that the next one takes from it.
     */
    private void cycles(String name, Api observer, Scenario scenario) {
        cycles(name, observer, scenario, "reconciliation-cycles", "urn");
        cycles(name, observer, scenario, "reconciliation-trend", "cycle");
    }

    private void cycles(String name, Api observer, Scenario scenario, String list, String id) {
        if (!channels.contains(Channel.CYCLE)) {
            return;
        }
        Exchange.Answer answer =
                Exchange.send(Exchange.request(observer, list).GET().build()).sound("GET " + list);
        Set<String> told = new TreeSet<>();
        if (answer.status() == 200) {
            List<Map<String, Object>> cycles = JsonPath.from(answer.body()).getList("data");
            for (Map<String, Object> cycle : cycles) {
                boolean first = scenario.cycle.equals(cycle.remove(id));
                cycle.remove("closedAt");
                cycle.remove("month");
                told.add(cycle.toString());
                if (first) {
                    break;
                }
            }
        } else {
            told.add(answer.body());
        }
        seen.put(Channel.CYCLE + " " + name + " GET " + list, answer.status() + " " + told);
    }

    /** As with cycles: the secretariat's own go on, and with them the numbers and hashes of the chain. */
    private void common(String name, Api observer) {
        String first = "audit?limit=500&chain=COMMON";
        String path = first;
        List<String> told = new ArrayList<>();
        while (channels.contains(Channel.AUDIT) && path != null) {
            Exchange.Answer answer = Exchange.send(
                            Exchange.request(observer, path).GET().build())
                    .sound("GET " + path);
            path = null;
            if (answer.status() == 200) {
                List<Map<String, Object>> entries = JsonPath.from(answer.body()).getList("data");
                entries.stream()
                        .filter(entry -> !"close-cycle".equals(entry.get("action")))
                        .forEach(entry -> {
                            entry.keySet().removeAll(Set.of("no", "before", "hash"));
                            told.add(entry.toString());
                        });
                Matcher next = NEXT.matcher(answer.body());
                path = next.find() ? first + "&after=" + next.group(1) : null;
            } else {
                told.add(answer.status() + " " + answer.body());
            }
        }
        seen.put(Channel.AUDIT + " " + name + " GET " + first, told.toString());
    }

    private void readProject(String name, Api observer, String project) {
        get(Channel.BODY, name, observer, project + "?expand=record&expand=assessments");
        for (String view : List.of("agreed", "cn", "kr", "public")) {
            get(Channel.BODY, name, observer, project + "?view=" + view);
        }
        get(Channel.BODY, name, observer, project + "/transitions");
        Reports.FILES_OF_A_PROJECT.forEach(file -> get(Channel.EXPORT, name, observer, project + file));
        get(Channel.BREAK, name, observer, project + "/reconciliation");
        get(Channel.BLIND, name, observer, project + "/blind-comparisons");
        get(Channel.COUNT, name, observer, project + "/ledger");
        get(Channel.LIST, name, observer, "commitments?project=" + Records.urn(project));
        get(Channel.CHANGE, name, observer, project + "/changes?limit=500");
        get(Channel.OBJECTION, name, observer, project + "/objections?limit=500");
        get(Channel.CLAIM, name, observer, "claims?limit=500&subject=" + Records.urn(project));
    }

    /** Reads and writes that name what is hidden: refused as if it did not exist. */
    private void refusals(String name, Api observer, Scenario scenario) {
        String hidden = scenario.hiddenProjects.getFirst();
        for (String path : List.of(
                hidden,
                hidden + "?knownAt=" + scenario.moment,
                hidden + "?asOf=2026",
                hidden + "/transitions",
                hidden + "/changes",
                hidden + "/objections",
                scenario.hiddenObjection,
                hidden + "/ledger",
                hidden + "/reconciliation",
                hidden + "/blind-comparisons",
                hidden + "/pairing-candidates",
                hidden + "/pair-group",
                hidden + "/adopt",
                scenario.observed + "/adopt",
                hidden + "/revision",
                scenario.bilateral + "/revision",
                scenario.open + "/revision",
                scenario.hiddenPairing,
                scenario.hiddenAct,
                scenario.hiddenCommitment,
                scenario.hiddenCommitment + "/transactions",
                scenario.hiddenGrievance,
                scenario.hiddenGrievance + "/transitions",
                scenario.hiddenExposure,
                scenario.hiddenShareholding,
                scenario.hiddenShareholding + "/statements",
                hidden + "/transitions.csv",
                hidden + "/changes.csv",
                scenario.hiddenDraft,
                scenario.hiddenSite,
                scenario.hiddenShare,
                scenario.hiddenSource,
                scenario.hiddenClaim)) {
            get(Channel.ERROR, name, observer, path);
        }
        for (String record : List.of(
                scenario.hiddenCommitment,
                scenario.hiddenGrievance,
                scenario.hiddenGrievance + "/transitions",
                scenario.hiddenExposure,
                scenario.hiddenSite,
                scenario.hiddenShare,
                scenario.hiddenSource,
                scenario.hiddenClaim)) {
            get(Channel.ERROR, name, observer, record + "?knownAt=" + scenario.moment);
        }
        post(name, observer, hidden + "/transitions", "{\"to\": \"ANNOUNCED\", \"date\": \"2024\"}");
        post(name, observer, hidden + "/adopt", "");
        post(name, observer, hidden + "/adopt/confirm", "");
        post(name, observer, hidden + "/adopt/drop", "");
        post(name, observer, scenario.observed + "/adopt/confirm", "");
        post(name, observer, scenario.observed + "/adopt/drop", "");
        for (String project : List.of(hidden, scenario.bilateral, scenario.open)) {
            post(name, observer, project + "/revision/confirm", "{\"hash\": \"" + "0".repeat(64) + "\"}");
            post(name, observer, project + "/revision/drop", "");
        }
        post(name, observer, scenario.hiddenAct + "/confirm", "{\"hash\": \"" + "0".repeat(64) + "\"}");
        post(name, observer, scenario.hiddenAct + "/drop", "");
        post(name, observer, hidden + "/filings", "{\"kind\": \"x\", \"outcome\": \"PENDING\"}");
        post(name, observer, hidden + "/figures/capacity", "{\"value\": []}");
        post(name, observer, hidden + "/blind-comparisons/capacity/commitments", "{\"value\": []}");
        for (String attribute : Scenario.BLIND.keySet()) {
            // The reader's own side is committed already, and cannot try another value.
            post(name, observer, scenario.blind(attribute) + "/commitments", Scenario.blindValue(attribute, 5));
        }
        post(name, observer, scenario.hiddenDraft + "/review", "{\"hash\": \"" + "0".repeat(64) + "\"}");
        post(name, observer, scenario.hiddenDraft + "/withdraw", "{}");
        post(name, observer, scenario.hiddenObjection + "/raise", "{}");
        post(name, observer, scenario.hiddenObjection + "/drop", "{}");
        post(
                name,
                observer,
                scenario.joint + "/changes",
                Bilateral.settling(Bilateral.replacingTitle("Settled"), scenario.hiddenObjection));
        post(name, observer, scenario.hiddenPairing + "/review", "{}");
        post(name, observer, "pairings", Pairs.pair(scenario.twin, hidden));
        post(name, observer, scenario.joint + "/transitions", "{\"to\": \"ANNOUNCED\", \"date\": \"2024\"}");
        post(name, observer, scenario.hiddenCommitment + "/transactions", Commitments.paid("1", "2024-05-01"));
        post(
                name,
                observer,
                scenario.hiddenShareholding + "/statements",
                Shareholdings.statement("2023", "{\"share\": {\"exact\": \"5\"}}", ""));
        post(name, observer, scenario.hiddenGrievance + "/transitions", Grievances.REVIEW);
        post(name, observer, scenario.hiddenGrievance + "/share", "");
        post(name, observer, scenario.hiddenExposure + "/clear", Exposures.CLEARED);
        post(name, observer, scenario.hiddenExposure + "/release", scenario.toTheWholeSide());
        post(name, observer, "commitments", """
                {"project": "%s", "party": {"unnamed": {"side": "KR"}}, "kind": "LOAN", "basis": "DECLARED",
                 "amount": {"amount": "5", "currency": "USD"}, "signedOn": "2024-01-01"}""".formatted(Records.urn(hidden)));
        post(name, observer, "projects", """
                {"title": {"en": "Child"}, "type": "GREENFIELD", "direction": "KR_TO_CN", "modality": "PLAN",
                 "participants": [{"org": {"unnamed": {"side": "KR"}}, "role": "INVESTOR"}],
                 "parentProject": "%s", "relation": "FUNDS"}""".formatted(Records.urn(hidden)));
        post(name, observer, "projects", """
                {"title": {"en": "Neighbour"}, "type": "GREENFIELD", "direction": "KR_TO_CN", "modality": "PLAN",
                 "participants": [{"org": {"unnamed": {"side": "KR"}}, "role": "INVESTOR"}],
                 "sites": ["%s"], "sources": ["%s"]}""".formatted(
                        Records.urn(scenario.hiddenSite), Records.urn(scenario.hiddenSource)));
    }

    private void pages(Channel channel, String name, Api observer, String first) {
        String path = first;
        while (channels.contains(channel) && path != null) {
            String body = get(channel, name, observer, path);
            Matcher next = NEXT.matcher(body);
            path = next.find() ? first + "&after=" + next.group(1) : null;
        }
    }

    private String get(Channel channel, String name, Api observer, String path) {
        return channels.contains(channel)
                ? send(
                        channel,
                        name,
                        "GET " + path,
                        Exchange.request(observer, path).GET().build())
                : "";
    }

    private void post(String name, Api observer, String path, String body) {
        if (!channels.contains(Channel.ERROR)) {
            return;
        }
        HttpRequest request = Exchange.request(observer, path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        send(Channel.ERROR, name, "POST " + path + " " + body.hashCode(), request);
    }

    private String send(Channel channel, String name, String what, HttpRequest request) {
        Exchange.Answer answer = Exchange.send(request).sound(what);
        String key = " " + name + " " + what;
        seen.put(channel + key, answer.status() + " " + answer.body());
        seen.put(Channel.HEADER + key, answer.headers());
        return answer.body();
    }
}
