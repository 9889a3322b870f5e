package org.ckep.investment.interference;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Records;
import org.ckep.investment.exposure.Exposures;
import org.ckep.investment.ledger.Commitments;
import org.ckep.investment.shareholding.Shareholdings;
import org.ckep.testing.Api;

/**
 * Everything that a side can do without anybody else being told: at least one kind of change for each attribute of a
 * record, and creation, deletion, steps and reclassification of what it hides. Each is done by real requests; only what
 * no request does, deleting most and reclassifying some of it, is done in the database.
 */
final class HiddenMutations {
    private static final List<String> SECTORS = List.of("SEMI", "BATT", "NEV", "H2", "AI");

    private final Scenario scenario;
    private final HiddenRows database;
    private final Random random;
    /** Figures are compared once at least, whatever chance brings. */
    private boolean cycled;

    private final List<Kind> kinds = new ArrayList<>();

    HiddenMutations(Scenario scenario, HiddenRows database) {
        this.scenario = scenario;
        this.database = database;
        this.random = scenario.random;
        content();
        drafts();
        annex();
        steps();
        records();
        HiddenValues.addTo(this, scenario);
        HiddenRecords.addTo(this, scenario, database);
    }

    /**
     * A kind of change.
     *
     * @param changes attributes, those of other records than projects as {@code site.title}, and what is done to whole records
     */
    record Kind(Set<String> changes, Runnable change) {}

    /** All kinds, in an order that is always the same. */
    List<Kind> kinds() {
        return List.copyOf(kinds);
    }

    /** What they change, all together. */
    Set<String> changed() {
        Set<String> changed = new TreeSet<>();
        kinds.forEach(kind -> changed.addAll(kind.changes()));
        return changed;
    }

    /** One, drawn evenly from all kinds. */
    Kind any() {
        return kinds.get(random.nextInt(kinds.size()));
    }

    void add(String name, Runnable change) {
        add(Set.of(name), change);
    }

    void add(Set<String> changes, Runnable change) {
        kinds.add(new Kind(changes, change));
    }

    /** Values of records that are hidden as a whole. */
    private void content() {
        add("title", () -> patch("{\"title\": {\"en\": \"Hidden %s\"}}".formatted(word())));
        add("type", () -> patch("{\"type\": \"%s\"}".formatted(pick("GREENFIELD", "RND_CENTRE", "RELOCATION"))));
        add(
                "direction",
                () -> patch("{\"direction\": \"%s\", \"hostCountries\": null, \"sites\": null}"
                        .formatted(pick("KR_TO_CN", "CN_TO_KR", "MUTUAL"))));
        add(
                "hostCountries",
                () -> patch("{\"direction\": \"JOINT_THIRD_MARKET\", \"hostCountries\": [\"%s\"], \"sites\": null}"
                        .formatted(pick("VN", "ID", "TH"))));
        add(
                "sites",
                () -> patch("{\"direction\": \"KR_TO_CN\", \"hostCountries\": null, \"sites\": [\"%s\"]}"
                        .formatted(Records.urn(random.nextBoolean() ? scenario.publicSite : scenario.hiddenSite))));
        add("sectors", () -> patch("{\"sectors\": " + sectors() + "}"));
        add("products", () -> patch("{\"products\": [\"%s\"]}".formatted(heading())));
        add(
                "participants",
                () -> patch("{\"participants\": [{\"org\": {\"orgId\": \"%s\"}, \"role\": \"INVESTOR\"}]}"
                        .formatted(Records.organisation())));
        add(
                "parentProject",
                () -> patch("{\"parentProject\": \"%s\", \"relation\": \"EXPANDS\"}"
                        .formatted(Records.urn(pick(scenario.joint, scenario.bilateral, scenario.observed)))));
        add(
                "relation",
                () -> patch("{\"parentProject\": \"%s\", \"relation\": \"%s\"}"
                        .formatted(Records.urn(scenario.joint), pick("EXPANDS", "UPGRADES", "REPLACES"))));
        add(
                "countsTowardAggregate",
                () -> patch("{\"parentProject\": null, \"relation\": null, \"countsTowardAggregate\": %s}"
                        .formatted(random.nextBoolean())));
        add(
                "unknownReasons",
                () -> patch("{\"totalInvestment\": null, \"unknownReasons\": {\"totalInvestment\": \"%s\"}}"
                        .formatted(pick("NOT_STATED", "UNDISCLOSED", "CONFIDENTIAL"))));
        add("totalInvestment", () -> patch("{\"unknownReasons\": null, \"totalInvestment\": " + sum() + "}"));
        add(
                "keyDates",
                () -> patch("{\"keyDates\": {\"MOU_SIGNED\": {\"actual\": \"2019-%02d\"}}}"
                        .formatted(1 + random.nextInt(12))));
        add("capacity", () -> patch("{\"capacity\": " + capacity() + "}"));
        add("modality", () -> patch("{\"modality\": \"%s\"}".formatted(pick("PLAN", "ASSERTED", "STATED_INTENT"))));
        add(
                Set.of("sources", "basis"),
                () -> patch("{\"sources\": [\"%s\"]}"
                        .formatted(random.nextBoolean() ? Records.urn(scenario.hiddenSource) : newSource())));
    }

    /** Change sets that the other side is not told of: on a record of both sides, and to make one such. */
    private void drafts() {
        add("title", () -> draft(Bilateral.replacingTitle("Hidden " + word())));
        add("sectors", () -> draft(Bilateral.replacing("/sectors", sectors())));
        add("products", () -> draft(adding("/products", "[\"%s\"]".formatted(heading()))));
        add(
                "keyDates",
                () -> draft(adding(
                        "/keyDates",
                        "{\"MOU_SIGNED\": {\"actual\": \"2018-%02d\"}}".formatted(1 + random.nextInt(12)))));
        add("totalInvestment", () -> draft(adding("/totalInvestment", sum())));
        add("capacity", () -> draft(adding("/capacity", capacity())));
        add("pendingChanges", () -> draft(Bilateral.replacingTitle(word())));
        add("state", () -> draft(Bilateral.step("{\"to\": \"ANNOUNCED\", \"date\": \"2024-01\"}")));
        add("adoption", () -> {
            if ("PREPARED"
                    .equals(scenario.maker().get(scenario.observed + "/adopt").path("state"))) {
                ok(scenario.checker().post(scenario.observed + "/adopt/drop", ""));
            }
            ok(scenario.maker().command(scenario.observed, "adopt", ""));
            ok(scenario.maker().post(scenario.observed + "/adopt/drop", ""));
            ok(scenario.maker().command(scenario.observed, "adopt", ""));
        });
        // What others read of an own project is not changed by a draft of it, nor by what becomes of that.
        add(Set.of("pendingRevision", "revision"), () -> {
            String project = pick(scenario.bilateral, scenario.partner, scenario.open);
            for (int draft = 0; draft < 3; draft++) {
                revise(project, "{\"title\": {\"en\": \"Hidden %s\"}, \"sectors\": %s}".formatted(word(), sectors()));
            }
            ok(scenario.maker().post(project + "/revision/drop", ""));
            revise(project, "{\"products\": [\"%s\"]}".formatted(heading()));
        });
        // Nor is what others read of its ledger, holders, exposures, sites and steps changed by what waits for a second
        // person.
        add("pending act", () -> {
            Api who = scenario.maker();
            String act = waiting(who.post(
                    scenario.commitment + "/transactions",
                    Commitments.transaction("COMMITMENT", amount(), "2024-05-0" + (1 + random.nextInt(9)), "")));
            ok(who.post(act + "/drop", ""));
            waiting(who.post(
                    scenario.commitment + "/transactions",
                    Commitments.transaction("COMMITMENT", amount(), "2024-05-0" + (1 + random.nextInt(9)), "")));
            waiting(Shareholdings.state(
                    who,
                    scenario.shareholding,
                    Shareholdings.statement(
                            "2023", Shareholdings.holding(Records.organisation(), "" + (1 + random.nextInt(40))), "")));
            waiting(who.post(scenario.exposure + "/clear", who.etag(scenario.exposure), Exposures.CLEARED));
            waiting(who.patchAlone(scenario.ownSite, "{\"product\": \"%s\"}".formatted(word())));
            waiting(who.patchAlone(scenario.ownShare, "{\"product\": \"%s\"}".formatted(word())));
            waiting(who.post(
                    scenario.bilateral + "/transitions",
                    who.etag(scenario.bilateral),
                    "{\"to\": \"WITHDRAWN\", \"date\": \"2026\", \"reason\": {\"en\": \"%s\"}}".formatted(word())));
        });
        // Each of the ways, whatever chance brings to the drafts above.
        add("drafts that end", () -> {
            for (int way = 0; way < 4; way++) {
                becomes(
                        Bilateral.draft(scenario.maker(), scenario.joint, Bilateral.replacingTitle("Hidden " + word())),
                        way);
            }
        });
        add("rewritten draft", () -> {
            String change =
                    Bilateral.draft(scenario.maker(), scenario.joint, Bilateral.replacing("/sectors", sectors()));
            ok(scenario.maker()
                    .request()
                    .contentType(ContentType.JSON)
                    .header("If-Match", scenario.maker().etag(change))
                    .body(Bilateral.replacing("/sectors", sectors()))
                    .put(Api.root() + change));
        });
        add("stewardship", () -> {
            String change = Bilateral.draft(scenario.maker(), inLanguages(), Bilateral.makesJoint());
            ok(scenario.maker().post(change + "/submit", "{}"));
        });
    }

    private static String waiting(Response answer) {
        if (answer.statusCode() != 202) {
            throw new AssertionError("an act does not wait: " + answer.asString());
        }
        return "pending-acts/" + Records.id(answer.path("urn"));
    }

    private void revise(String project, String body) {
        Response answer = scenario.maker().patchAlone(project, body);
        if (answer.statusCode() != 202) {
            throw new AssertionError("a revision does not wait: " + answer.asString());
        }
    }

    /** A hidden draft, and now and then what becomes of it within its own side. */
    void draft(String body) {
        becomes(Bilateral.draft(scenario.maker(), scenario.joint, body), random.nextInt(5));
    }

    private void becomes(String change, int way) {
        switch (way) {
            case 0 -> ok(scenario.maker().post(change + "/withdraw", "{}"));
            case 1 -> ok(scenario.maker().post(change + "/submit", "{}"));
            case 2 -> {
                ok(scenario.maker().post(change + "/submit", "{}"));
                ok(scenario.checker().post(change + "/return", Bilateral.reason("en")));
            }
            case 3 -> {
                ok(scenario.maker().post(change + "/submit", "{}"));
                ok(scenario.checker().post(change + "/dismiss", Bilateral.reason("en")));
            }
            default -> {} // stays a draft
        }
    }

    String adding(String path, String value) {
        return """
                {"patch": [{"op": "add", "path": "%s", "value": %s}], "reason": {"en": "It changed"},
                 "evidence": ["%s"]}""".formatted(path, value, scenario.publicSource);
    }

    /** An own record that may be offered to the other side, hidden until it is. */
    private String inLanguages() {
        String body = Records.project(", \"classification\": {\"level\": \"BILATERAL\"}")
                .replace("{\"en\": \"Battery plant\"}", Bilateral.title("Offer"));
        return offers.isEmpty() ? offer(body) : offers.getFirst();
    }

    private final List<String> offers = new ArrayList<>();

    private String offer(String body) {
        String made = "projects/" + Records.id(scenario.maker().create("projects", body));
        offers.add(made);
        return made;
    }

    /** Makes what must be there, and seen by others, before anything is observed. */
    void prepare() {
        inLanguages();
    }

    /** What one side keeps beside records that others read: its figures, filings and verdicts. */
    private void annex() {
        add(Set.of("totalInvestment", "figures"), () -> figure("totalInvestment", sum()));
        add("capacity", () -> figure("capacity", capacity()));
        add(Set.of("totalInvestment", "figures"), () -> ownFigure("totalInvestment", sum()));
        add("registeredCapital", () -> ownFigure("registeredCapital", sum()));
        add("blindCommitment", scenario::commitBlind);
        add(
                "monthly rates",
                () -> ok(scenario.maker()
                        .put(
                                "reconciliation-rates/2018-%02d".formatted(1 + random.nextInt(3)),
                                "{\"rates\": [{\"from\": \"USD\", \"to\": \"KRW\", \"rate\": \"%d\"}]}"
                                        .formatted(1000 + random.nextInt(500)))));
        add(
                "agreed difference",
                () -> ok(scenario.maker().post(scenario.broken + "/prepare", Bilateral.leaving(scenario.broken))));
        add(
                "keyDates",
                () -> figure(
                        "keyDates", "{\"MOU_SIGNED\": {\"actual\": \"2017-%02d\"}}".formatted(1 + random.nextInt(12))));
        add(
                "filings",
                () -> ok(scenario.maker()
                        .post(
                                (random.nextBoolean() ? scenario.joint : scenario.bilateral) + "/filings",
                                "{\"kind\": \"report\", \"number\": \"%s\", \"outcome\": \"%s\"}"
                                        .formatted(word(), pick("PENDING", "POSITIVE", "NEGATIVE")))));
        add("successAssessments", this::assess);
        add(
                "deprecated claim",
                () -> ok(scenario.maker().command(assess(), "deprecate", "{\"reason\": \"It was wrong.\"}")));
    }

    /** The path of a new verdict. */
    private String assess() {
        String subject = pick(scenario.joint, scenario.bilateral, scenario.observed, hidden());
        return "claims/" + Records.id(scenario.maker().create("claims", scenario.claim(subject)));
    }

    void figure(String attribute, String value) {
        String side = "{\"level\": \"SIDE\", \"side\": \"" + scenario.hider + "\"}";
        ok(scenario.maker()
                .show(
                        scenario.joint + "/figures/" + attribute,
                        "{\"value\": " + value + (random.nextBoolean() ? "" : ", \"classification\": " + side) + "}"));
        boolean compared = random.nextInt(3) == 0;
        if (compared || !cycled) {
            scenario.closeCycle();
            cycled = true;
        }
    }

    /** What a side keeps of its own project, whoever reads that. */
    private void ownFigure(String attribute, String value) {
        String project = pick(scenario.bilateral, scenario.partner, scenario.paired, scenario.open, hidden());
        ok(scenario.maker().post(project + "/figures/" + attribute, "{\"value\": " + value + "}"));
    }

    /** Steps of hidden projects, each of a new one that is carried as far. */
    private void steps() {
        add(Set.of("state", "stateSince", "transition"), () -> announced("GREENFIELD"));
        add(Set.of("commitments", "holdings"), () -> committed("GREENFIELD"));
        add("profile", () -> committed("MERGER_ACQUISITION"));
        add(
                Set.of("resumeTo", "stateReason"),
                () -> take(
                        scenario.maker(),
                        committed("GREENFIELD"),
                        "{\"to\": \"SUSPENDED\", \"date\": \"2024-06\", \"reason\": {\"en\": \"%s\"}}"
                                .formatted(word())));
        add(
                "paid",
                () -> take(scenario.checker(), committed("CAPITAL_INCREASE"), """
                {"to": "PARTIALLY_CLOSED", "date": "2024-07", "paid": {"amount": "%d", "currency": "USD"}}""".formatted(1 + random.nextInt(4))));
    }

    private String announced(String type) {
        String project = scenario.newHidden(", \"sources\": [\"%s\"]".formatted(scenario.publicSource));
        if (!type.equals("GREENFIELD")) {
            ok(scenario.maker().patch(project, "{\"type\": \"%s\"}".formatted(type)));
        }
        take(scenario.checker(), project, "{\"to\": \"ANNOUNCED\", \"date\": \"2024-01\"}");
        return project;
    }

    private String committed(String type) {
        String project = announced(type);
        take(scenario.checker(), project, """
                {"to": "COMMITTED", "date": "2024-03",
                 "filings": [{"kind": "report", "outcome": "NOT_REQUIRED"}],
                 "commitments": [{"party": {"orgId": "%s"}, "amount": {"amount": "5", "currency": "USD"},
                                  "kind": "EQUITY", "signedOn": "2024-03"}],
                 "holdings": [{"share": {"unknownReason": "UNDISCLOSED"}}]}""".formatted(Records.organisation()));
        return project;
    }

    private static void take(Api who, String project, String step) {
        ok(who.step(project, step));
    }

    /** Whole records. */
    private void records() {
        add(Set.of("urn", "displayId", "record", "create"), () -> scenario.hiddenProjects.add(scenario.newHidden("")));
        add("create source", this::newSource);
        add(
                "transaction",
                () -> ok(scenario.maker()
                        .post(
                                scenario.hiddenCommitment + "/transactions",
                                Commitments.transaction(
                                        pick("COMMITMENT", "EQUITY_SALE"),
                                        amount(),
                                        "2024-05-0" + (1 + random.nextInt(9)),
                                        ""))));
        add("reversal", () -> {
            String path = commit(scenario.joint) + "/transactions";
            String first = scenario.maker().get(path).path("data[0].urn");
            ok(scenario.maker().post(path, Commitments.reversal(first, amount(), "2024-05-01")));
        });
        add(Set.of("classification", "release"), () -> {
            String project = scenario.newHidden(", \"classification\": " + scenario.ministry());
            ok(scenario.checker().command(project, "release", scenario.toTheWholeSide()));
        });
        add("figure release", () -> {
            String figure = pick(scenario.joint, scenario.bilateral, scenario.open) + "/figures/ownContribution";
            ok(scenario.maker()
                    .post(figure, "{\"value\": " + sum() + ", \"classification\": " + scenario.ministry() + "}"));
            ok(scenario.checker().post(figure + "/release", "*", scenario.toTheWholeSide()));
        });
        add("delete", () -> database.delete(scenario.newHidden("")));
    }

    /** A commitment that the hiding side keeps to itself, whoever reads its project. */
    private String commit(String project) {
        return Commitments.made(scenario.maker(), Records.urn(project), "");
    }

    String newSource() {
        return Records.sideSource(scenario.maker(), pick("OFFICIAL_ACT", "PRESS", "ESTIMATE"));
    }

    String hidden() {
        return scenario.hiddenProjects.get(random.nextInt(scenario.hiddenProjects.size()));
    }

    void patch(String body) {
        ok(scenario.maker().patch(hidden(), body));
    }

    String sum() {
        return "{\"amount\": \"%d\", \"currency\": \"USD\", \"basis\": \"CONTRACTED\"}"
                .formatted(1 + random.nextInt(1_000_000_000));
    }

    String amount() {
        return Integer.toString(1 + random.nextInt(9_000_000));
    }

    private String capacity() {
        return "[{\"product\": \"cells\", \"quantity\": {\"value\": \"%d\", \"unit\": \"GWh\"}, \"kind\": \"PLANNED\"}]"
                .formatted(1 + random.nextInt(100));
    }

    private String sectors() {
        int first = random.nextInt(SECTORS.size());
        String second = SECTORS.get((first + 1 + random.nextInt(SECTORS.size() - 1)) % SECTORS.size());
        int share = 1 + random.nextInt(99);
        return "[{\"code\": \"%s\", \"share\": \"%d\"}, {\"code\": \"%s\", \"share\": \"%d\"}]"
                .formatted(SECTORS.get(first), share, second, 100 - share);
    }

    String word() {
        return Integer.toString(random.nextInt(Integer.MAX_VALUE), 36);
    }

    String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    static void ok(Response answer) {
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError("a mutation was refused: " + answer.asString());
        }
    }

    /** A heading of the chapter that has the most. */
    private String heading() {
        return "84%02d".formatted(1 + random.nextInt(87));
    }
}
