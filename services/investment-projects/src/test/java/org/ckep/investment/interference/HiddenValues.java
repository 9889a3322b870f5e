package org.ckep.investment.interference;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Records;
import org.ckep.investment.pairing.Pairs;
import org.ckep.investment.shareholding.Shareholdings;

/** What follows from a hidden value, and what is computed of it for those who read it. */
final class HiddenValues {
    private final HiddenMutations mutations;
    private final Scenario scenario;

    private HiddenValues(HiddenMutations mutations, Scenario scenario) {
        this.mutations = mutations;
        this.scenario = scenario;
    }

    /** Adds its kinds to the others. */
    static void addTo(HiddenMutations mutations, Scenario scenario) {
        HiddenValues values = new HiddenValues(mutations, scenario);
        values.warnings();
        values.phases();
        values.figures();
        values.histories();
        values.annex();
        values.parks();
        values.ends();
        values.objections();
        values.twins();
    }

    /** Values that differ by a unit from those that others state and read. */
    private void warnings() {
        mutations.add("warnings", () -> mutations.figure("totalInvestment", unit("9000000")));
        mutations.add(
                "warnings",
                () -> scenario.newHidden(
                        ", \"parentProject\": \"%s\", \"relation\": \"EXPANDS\", \"totalInvestment\": %s"
                                .formatted(Records.urn(scenario.joint), unit("7000000"))));
    }

    private void phases() {
        mutations.add(
                "phasesPartial",
                () -> mutations.patch("{\"phasesPartial\": %s}".formatted(scenario.random.nextBoolean())));
    }

    private void figures() {
        for (String attribute : List.of("registeredCapital", "ownContribution")) {
            mutations.add(attribute, () -> mutations.patch("{\"%s\": %s}".formatted(attribute, mutations.sum())));
            mutations.add(attribute, () -> mutations.figure(attribute, mutations.sum()));
            mutations.add(attribute, () -> mutations.draft(mutations.adding("/" + attribute, mutations.sum())));
        }
        mutations.add("jobs", () -> mutations.patch("{\"jobs\": %s}".formatted(jobs())));
        mutations.add("jobs", () -> mutations.figure("jobs", jobs()));
        mutations.add("jobs", () -> mutations.draft(mutations.adding("/jobs", jobs())));
    }

    private String jobs() {
        return "{\"planned\": {\"value\": \"%d\", \"countingUnit\": \"PERSON\"}}"
                .formatted(1 + scenario.random.nextInt(10_000));
    }

    /**
     * Who holds a part of what others may read of, and of that organisation itself. A side keeps one such history for
     * itself: what comes later is stated in it.
     */
    private void histories() {
        Map<String, String> kept = new HashMap<>();
        mutations.add("shareholding", () -> {
            String entity = scenario.random.nextBoolean() ? scenario.entity : scenario.holder;
            if (kept.containsKey(entity)) {
                state(kept.get(entity));
            } else {
                String begun = Shareholdings.shareholding(entity, statement(), "");
                kept.put(entity, "shareholdings/" + Records.id(scenario.maker().create("shareholdings", begun)));
            }
        });
        mutations.add("statement", () -> state(scenario.hiddenShareholding));
    }

    private void state(String history) {
        Shareholdings.state(scenario.maker(), history, statement()).then().statusCode(200);
    }

    private String statement() {
        String percent = Integer.toString(scenario.random.nextInt(101));
        return Shareholdings.statement(
                Integer.toString(2000 + scenario.random.nextInt(25)),
                Shareholdings.holding(Records.organisation(), percent),
                "");
    }

    /** How the hiding side sees what others read too. */
    private void annex() {
        List<String> lights = List.of("GREEN", "AMBER_GREEN", "AMBER", "AMBER_RED", "RED");
        mutations.add("rag", () -> scenario.maker()
                .post(
                        (scenario.random.nextBoolean() ? scenario.joint : scenario.bilateral) + "/rag",
                        "{\"rating\": \"%s\", \"asOf\": \"2025\"}"
                                .formatted(lights.get(scenario.random.nextInt(lights.size()))))
                .then()
                .statusCode(200));
    }

    /** A hidden project goes to a hidden site in a park. */
    private void parks() {
        mutations.add("parks", () -> {
            String place = "\"city\": \"Yancheng\", \"parkId\": \"urn:ckep:park:%s\"}".formatted(UUID.randomUUID());
            String site = scenario.maker().create("sites", Records.site("").replace("\"city\": \"Yancheng\"}", place));
            mutations.patch(
                    "{\"direction\": \"KR_TO_CN\", \"hostCountries\": null, \"sites\": [\"%s\"]}".formatted(site));
        });
    }

    /** Hidden projects come to an end. */
    private void ends() {
        mutations.add("dead", () -> scenario.checker()
                .step(
                        scenario.newHidden(", \"sectors\": [{\"code\": \"SEMI\"}]"),
                        "{\"to\": \"CANCELLED\", \"date\": \"2024-06\", \"reason\": {\"en\": \"Hidden\"}}")
                .then()
                .statusCode(200));
    }

    /** Objections that the other side does not know of, and what becomes of them within the own side. */
    private void objections() {
        List<String> values = List.of("title", "sectors", "totalInvestment");
        mutations.add(
                "objections",
                () -> Bilateral.prepared(
                        scenario.maker(), scenario.joint, mutations.pick(values.toArray(String[]::new))));
        mutations.add(
                "agreement",
                () -> HiddenMutations.ok(scenario.maker()
                        .post(Bilateral.prepared(scenario.maker(), scenario.joint, null) + "/drop", "{}")));
    }

    /** Hidden records that look like a shared one, and pairings that the other side is not told of. */
    private void twins() {
        mutations.add("twin", () -> mutations.patch("""
                {"participants": [{"org": {"orgId": "%s"}, "role": "INVESTOR"}], "sectors": [{"code": "SEMI"}]}""".formatted(scenario.investor(scenario.bilateral))));
        mutations.add("pairing", () -> {
            String pairing = Pairs.draft(scenario.maker(), Pairs.pair(scenario.bilateral, scenario.twin));
            HiddenMutations.ok(Bilateral.act(scenario.maker(), pairing, mutations.pick("submit", "withdraw")));
        });
        mutations.add("pairing", () -> {
            String pairing = Pairs.draft(scenario.maker(), Pairs.pair(scenario.bilateral, scenario.twin));
            HiddenMutations.ok(Bilateral.act(scenario.maker(), pairing, "submit"));
            HiddenMutations.ok(scenario.checker()
                    .post(pairing + "/" + mutations.pick("return", "dismiss"), Bilateral.reason("en")));
        });
    }

    private String unit(String amount) {
        String zeros = List.of("000", "0000", "00000000").get(scenario.random.nextInt(3));
        return "{\"amount\": \"%s%s\", \"currency\": \"USD\", \"basis\": \"CONTRACTED\"}".formatted(amount, zeros);
    }
}
