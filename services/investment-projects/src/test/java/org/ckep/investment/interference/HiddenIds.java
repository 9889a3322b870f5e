package org.ckep.investment.interference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.ckep.investment.Records;
import org.jspecify.annotations.Nullable;

/** Ids of a scenario by what they name: what an outsider must not know of, what he may, and what never existed. */
final class HiddenIds {
    static final String UNKNOWN = "00000000-0000-4000-8000-00000000c3ff";

    private static final String PROJECT = "project";
    private static final String SITE = "site";
    private static final String SOURCE = "source";
    private static final String ORGANISATION = "organisation";

    /** Members of bodies and parameters of queries that name something, with the types of what they may name. */
    static final Map<String, Set<String>> TYPES = Map.ofEntries(
            Map.entry("project", Set.of(PROJECT)),
            Map.entry("parent", Set.of(PROJECT)),
            Map.entry("parentProject", Set.of(PROJECT)),
            Map.entry("record", Set.of(PROJECT, SITE)),
            Map.entry("subject", Set.of(PROJECT, SITE)),
            Map.entry("site", Set.of(SITE)),
            Map.entry("sites", Set.of(SITE)),
            Map.entry("sources", Set.of(SOURCE)),
            Map.entry("evidence", Set.of(SOURCE)),
            Map.entry("settles", Set.of("objection")),
            Map.entry("supersedes", Set.of("claim")),
            Map.entry("reverses", Set.of("transaction")),
            Map.entry("entity", Set.of(ORGANISATION)),
            Map.entry("holder", Set.of(ORGANISATION)),
            Map.entry("party", Set.of(ORGANISATION)),
            Map.entry("raisedBy", Set.of(ORGANISATION)),
            Map.entry("organisation", Set.of(ORGANISATION)),
            Map.entry("measure", Set.of("measure")));

    /** Those that take several. */
    static final Set<String> LISTS = Set.of("sites", "sources", "evidence", "settles");

    private final Scenario scenario;
    private final Map<String, String> hidden = new TreeMap<>();
    private final Map<String, String> visible = new TreeMap<>();
    private final Map<String, String> types = new TreeMap<>();
    /** What other services keep: here nobody is refused for naming it. */
    private final Map<String, String> foreign = new TreeMap<>();

    private final Map<String, String> tags = new LinkedHashMap<>();

    HiddenIds(Scenario scenario) {
        this.scenario = scenario;
        String transactions = scenario.hiddenCommitment + "/transactions";
        String transaction = Records.id(scenario.maker().get(transactions).path("data[0].urn"));
        hidden("projects", PROJECT, scenario.hiddenProjects.getFirst());
        hidden("sites", SITE, scenario.hiddenSite);
        hidden("sources", SOURCE, scenario.hiddenSource);
        hidden("capacity-shares", "capacity-share", scenario.hiddenShare);
        hidden("claims", "claim", scenario.hiddenClaim);
        hidden("commitments", "commitment", scenario.hiddenCommitment);
        hidden("transactions", "transaction", "/" + transaction);
        hidden("shareholdings", "shareholding", scenario.hiddenShareholding);
        hidden("exposures", "exposure", scenario.hiddenExposure);
        hidden("grievances", "grievance", scenario.hiddenGrievance);
        hidden("changes", "change", scenario.hiddenDraft);
        hidden("objections", "objection", scenario.hiddenObjection);
        hidden("pairings", "pairing", scenario.hiddenPairing);
        hidden("pending-acts", "pending-act", scenario.hiddenAct);
        foreign.put(
                ORGANISATION,
                Records.id(scenario.maker().get(scenario.hiddenShareholding).path("entity")));
        foreign.put(
                "measure",
                Records.id(scenario.maker().get(scenario.hiddenExposure).path("measure")));
        visible.put("projects", last(scenario.joint));
        visible.put("sites", last(scenario.publicSite));
        visible.put("sources", Records.id(scenario.publicSource));
        visible.put("capacity-shares", last(scenario.publicShare));
        visible.put("commitments", last(scenario.commitment));
        visible.put("shareholdings", last(scenario.shareholding));
        visible.put("exposures", last(scenario.exposure));
        visible.put("breaks", last(scenario.broken));
        visible.put("changes", last(scenario.change));
        visible.put(
                "pairings",
                Records.id(scenario.otherMaker()
                        .get("pairings?project=" + Records.urn(scenario.paired))
                        .path("data[0].urn")));
        tags.put(scenario.joint, scenario.otherMaker().etag(scenario.joint));
        tags.put(scenario.theirs, scenario.otherMaker().etag(scenario.theirs));
    }

    private void hidden(String collection, String type, String path) {
        hidden.put(collection, last(path));
        types.put(type, last(path));
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /**
     * What is hidden in a collection; null where nothing is.
     *
     * @param reader whether the caller reads what is between the two sides
     */
    @Nullable
    String hidden(String collection, boolean reader) {
        return collection.equals("breaks") && !reader ? visible("breaks") : hidden.get(collection);
    }

    /** What an outsider may know of in a collection, and what never existed where that is nothing. */
    String visible(String collection) {
        return visible.getOrDefault(collection, UNKNOWN);
    }

    /** The types of records of which some are hidden. */
    Set<String> types() {
        return types.keySet();
    }

    /** The types of records that a member of a body may name. */
    Set<String> records(String member) {
        Set<String> records = new TreeSet<>(TYPES.getOrDefault(member, Set.of()));
        records.retainAll(types.keySet());
        return records;
    }

    String ofType(String type) {
        String record = types.get(type);
        return record == null ? foreign.getOrDefault(type, UNKNOWN) : record;
    }

    /** Where an operation can be tried: at what all know of, and at the other side's own record where it has one. */
    List<String> writable(String operation, String seen) {
        return operation.contains("projects/{id}")
                        && !operation.contains("{change}")
                        && !operation.contains("{objection}")
                ? List.of(seen, seen.replace(scenario.joint, scenario.theirs))
                : List.of(seen);
    }

    /** The headers with the record's tag as it is, where they have one. */
    Map<String, String> tagged(Map<String, String> headers, String path) {
        Map<String, String> tagged = new LinkedHashMap<>(headers);
        tags.forEach((record, tag) -> {
            if (path.startsWith(record)) {
                tagged.computeIfPresent("If-Match", (name, any) -> tag);
            }
        });
        return tagged;
    }
}
