package org.ckep.investment.interference;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.ckep.investment.Records;
import org.ckep.investment.exposure.Exposures;
import org.ckep.investment.grievance.Grievances;
import org.ckep.investment.shareholding.Shareholdings;

/**
 * Hidden records beside the projects. What a request changes is changed, value by value; what none does is made anew, each
 * time with other values.
 */
final class HiddenRecords {
    private final HiddenMutations mutations;
    private final Scenario scenario;

    private HiddenRecords(HiddenMutations mutations, Scenario scenario) {
        this.mutations = mutations;
        this.scenario = scenario;
    }

    /** Adds its kinds to the others. */
    static void addTo(HiddenMutations mutations, Scenario scenario, HiddenRows database) {
        HiddenRecords records = new HiddenRecords(mutations, scenario);
        records.sites();
        records.shares();
        records.exposures();
        records.grievances();
        records.commitments();
        records.shareholdings();
        records.whole(database);
    }

    private void sites() {
        patches(
                "site",
                scenario.hiddenSite,
                Map.of(
                        "title", () -> "{\"title\": {\"en\": \"Hidden %s\"}}".formatted(mutations.word()),
                        "org", () -> "{\"org\": {\"orgId\": \"%s\"}}".formatted(Records.organisation()),
                        "place",
                                () -> "{\"place\": {\"iso3166_2\": \"%s\", \"city\": null}}"
                                        .formatted(mutations.pick("CN-SN", "CN-GD", "CN-JS")),
                        "product", () -> "{\"product\": \"%s\"}".formatted(mutations.word()),
                        "sectors", () -> "{\"sectors\": [\"%s\"]}".formatted(mutations.pick("SEMI", "BATT", "NEV")),
                        "state", () -> "{\"state\": \"%s\"}".formatted(mutations.pick("IDLE", "DIVESTED", "CLOSED")),
                        "since", () -> "{\"unknownReasons\": null, \"since\": \"%d\"}".formatted(2000 + below(20)),
                        "landArea",
                                () -> "{\"unknownReasons\": null, \"landArea\": {\"value\": \"%d\", \"unit\": \"km2\"}}"
                                        .formatted(1 + below(900)),
                        "unknownReasons",
                                () -> "{\"since\": null, \"landArea\": null, \"unknownReasons\": {\"%s\": \"%s\"}}"
                                        .formatted(
                                                mutations.pick("since", "landArea"),
                                                mutations.pick("NOT_STATED", "UNDISCLOSED")),
                        "sources", this::sources));
    }

    private void shares() {
        patches(
                "capacity-share",
                scenario.hiddenShare,
                Map.ofEntries(
                        Map.entry("site", () -> "{\"site\": \"%s\"}"
                                .formatted(Records.urn(mutations.pick(scenario.publicSite, scenario.hiddenSite)))),
                        Map.entry("product", () -> "{\"product\": \"%s\"}".formatted(mutations.word())),
                        Map.entry("sector", () -> "{\"sector\": \"%s\"}"
                                .formatted(mutations.pick("SEMI", "BATT", "NEV"))),
                        Map.entry("share", () -> "{\"share\": {\"value\": \"%d\"}}".formatted(1 + below(99))),
                        Map.entry(
                                "denominator", () -> "{\"denominator\": {\"en\": \"%s\"}}".formatted(mutations.word())),
                        Map.entry(
                                "denominatorScope", () -> "{\"denominatorCountry\": null, \"denominatorScope\": \"%s\"}"
                                        .formatted(mutations.pick("WORLD", "ORG_WORLD"))),
                        Map.entry(
                                "denominatorCountry",
                                () -> "{\"denominatorScope\": \"SECTOR_COUNTRY\", \"denominatorCountry\": \"%s\"}"
                                        .formatted(mutations.pick("CN", "KR", "JP"))),
                        Map.entry("period", () -> "{\"unknownReasons\": null, \"period\": \"%d\"}"
                                .formatted(2000 + below(20))),
                        Map.entry("modality", () -> "{\"modality\": \"%s\"}"
                                .formatted(mutations.pick("ASSERTED", "MEASURED", "PLAN"))),
                        Map.entry("unknownReasons", () -> "{\"period\": null, \"unknownReasons\": {\"period\": \"%s\"}}"
                                .formatted(mutations.pick("NOT_STATED", "UNDISCLOSED"))),
                        Map.entry("sources", this::sources)));
        mutations.add("create capacity-share", () -> scenario.maker()
                .create(
                        "capacity-shares",
                        Records.share(
                                Records.urn(mutations.pick(scenario.publicSite, scenario.hiddenSite)),
                                Records.urn(scenario.hiddenSource),
                                "")));
    }

    private void patches(String kind, String record, Map<String, Supplier<String>> values) {
        // Sorted, so that a seed always draws the same.
        new TreeMap<>(values)
                .forEach((attribute, patch) -> mutations.add(
                        kind + "." + attribute,
                        () -> HiddenMutations.ok(scenario.maker().patch(record, patch.get()))));
    }

    private void exposures() {
        mutations.add(
                Set.of("exposure.subject", "exposure.measure", "exposure.effect", "exposure.since", "exposure.sources"),
                this::exposure);
        mutations.add(
                Set.of("exposure.clearedOn", "exposure.reason"),
                () -> HiddenMutations.ok(scenario.maker()
                        .command(
                                exposure(),
                                "clear",
                                "{\"date\": \"2025-%02d\", \"reason\": {\"en\": \"%s\"}}"
                                        .formatted(6 + below(5), mutations.word()))));
    }

    private String exposure() {
        return made("exposures", exposureBody());
    }

    private String exposureBody() {
        String subject = mutations.pick(scenario.joint, scenario.bilateral, scenario.publicSite, mutations.hidden());
        return """
                {"subject": "%s", "measure": "%s", "effect": {"en": "%s"}, "since": "20%d", %s}""".formatted(
                        Records.urn(subject), Exposures.measure(), mutations.word(), 10 + below(10), member(sources()));
    }

    private void grievances() {
        mutations.add(
                Set.of(
                        "grievance.project",
                        "grievance.raisedBy",
                        "grievance.text",
                        "grievance.opened",
                        "grievance.sources"),
                this::grievance);
        mutations.add(Set.of("grievance.agency", "grievance.answer"), () -> {
            String grievance = grievance();
            HiddenMutations.ok(scenario.maker().step(grievance, Grievances.REVIEW.replace("zone", mutations.word())));
            HiddenMutations.ok(
                    scenario.maker().step(grievance, Grievances.ANSWER.replace("It is done.", mutations.word())));
            if (scenario.random.nextBoolean()) {
                HiddenMutations.ok(scenario.checker().step(grievance, Grievances.RESOLVED));
            }
        });
    }

    private String grievance() {
        return made("grievances", grievanceBody());
    }

    private String grievanceBody() {
        String project = mutations.pick(scenario.joint, scenario.observed, mutations.hidden());
        return """
                {"project": "%s", "raisedBy": {"orgId": "%s"}, "text": {"en": "%s"}, "opened": "20%d", %s}""".formatted(
                Records.urn(project), Records.organisation(), mutations.word(), 10 + below(10), member(sources()));
    }

    private void commitments() {
        mutations.add(
                Set.of(
                        "commitment.project",
                        "commitment.party",
                        "commitment.kind",
                        "commitment.basis",
                        "commitment.currency",
                        "commitment.signedOn",
                        "commitment.conditions",
                        "commitment.sources"),
                this::commitment);
    }

    private String commitment() {
        return made("commitments", commitmentBody());
    }

    private String commitmentBody() {
        String project = mutations.pick(scenario.joint, scenario.bilateral, scenario.observed, mutations.hidden());
        return """
                {"project": "%s", "party": {"orgId": "%s"}, "kind": "%s", "basis": "%s", "signedOn": "2023-0%d-01",
                 "amount": {"amount": "%s", "currency": "%s"}, "conditions": {"en": "%s"}, %s}""".formatted(
                        Records.urn(project),
                        Records.organisation(),
                        mutations.pick("EQUITY", "LOAN", "GRANT"),
                        mutations.pick("DECLARED", "CONTRACTED"),
                        1 + below(9),
                        mutations.amount(),
                        mutations.pick("USD", "CNY", "EUR"),
                        mutations.word(),
                        member(sources()));
    }

    private void shareholdings() {
        mutations.add(
                Set.of("shareholding.entity", "shareholding.kind", "shareholding.statement", "shareholding.sources"),
                this::shareholding);
    }

    private String shareholding() {
        return made("shareholdings", shareholdingBody());
    }

    private String shareholdingBody() {
        String statement = Shareholdings.statement(
                Integer.toString(2000 + below(20)),
                Shareholdings.holding(Records.organisation(), Integer.toString(below(101))),
                ", " + member(sources()));
        return Shareholdings.shareholding(Records.organisation(), statement, "")
                .replace("EQUITY", mutations.pick("EQUITY", "VOTING", "PROFIT"));
    }

    /**
     * Records that more of their side may read than before, by request where there is one, and those that come and go where
     * anybody removes them.
     */
    private void whole(HiddenRows database) {
        Map<String, Supplier<String>> bodies = Map.of(
                "sites",
                () -> Records.site(""),
                "capacity-shares",
                () -> Records.share(Records.urn(scenario.publicSite), Records.urn(scenario.hiddenSource), ""),
                "sources",
                () -> "{\"kind\": \"PRESS\", \"title\": \"%s\"}".formatted(mutations.word()),
                "claims",
                () -> scenario.claim(scenario.joint),
                "exposures",
                this::exposureBody,
                "grievances",
                this::grievanceBody,
                "commitments",
                this::commitmentBody,
                "shareholdings",
                this::shareholdingBody);
        Set<String> kept = Set.of("grievances", "commitments", "shareholdings");
        new TreeMap<>(bodies).forEach((collection, body) -> {
            Supplier<String> ofAMinistry = () -> made(
                    collection, body.get().replaceFirst("\\{", "{\"classification\": " + scenario.ministry() + ", "));
            mutations.add("reclassify " + collection, () -> {
                if (collection.equals("grievances")) {
                    database.reclassify(ofAMinistry.get());
                } else {
                    HiddenMutations.ok(
                            scenario.checker().post(ofAMinistry.get() + "/release", "*", scenario.toTheWholeSide()));
                }
            });
            if (!kept.contains(collection)) {
                mutations.add("delete " + collection, () -> database.delete(made(collection, body.get())));
            }
        });
    }

    private String made(String collection, String body) {
        return collection + "/" + Records.id(scenario.maker().create(collection, body));
    }

    private String sources() {
        return "{\"sources\": [\"%s\"]}"
                .formatted(scenario.random.nextBoolean() ? Records.urn(scenario.hiddenSource) : mutations.newSource());
    }

    /** The one member of an object. */
    private static String member(String object) {
        return object.substring(1, object.length() - 1);
    }

    private int below(int bound) {
        return scenario.random.nextInt(bound);
    }
}
