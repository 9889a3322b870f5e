package org.ckep.investment.interference;

import io.restassured.response.Response;
import java.time.Instant;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Cycles;
import org.ckep.investment.Records;
import org.ckep.investment.exposure.Exposures;
import org.ckep.investment.grievance.Grievances;
import org.ckep.investment.ledger.Commitments;
import org.ckep.investment.pairing.Pairs;
import org.ckep.investment.shareholding.Shareholdings;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.reconciliation.ReconciliationProblem;
import org.ckep.testing.Api;
import org.ckep.testing.Problems;

/**
 * Random records of all readerships, among them some that one side hides. Paths of records are those below the API's root.
 */
final class Scenario {
    private static final List<String> HIDDEN_TITLES = List.of("Hidden works", "Concealed plant", "秘密工厂", "비밀 공장");

    /** What is compared blind, each with a value that lacks one digit. */
    static final Map<String, String> BLIND = Map.of(
            "totalInvestment", "{\"amount\": \"%d000000\", \"currency\": \"USD\", \"basis\": \"CONTRACTED\"}",
            "keyDates", "{\"MOU_SIGNED\": {\"actual\": \"2016-0%d\"}}",
            "capacity",
                    "[{\"product\": \"cells\", \"quantity\": {\"value\": \"%d\", \"unit\": \"GWh\"}, \"kind\": \"PLANNED\"}]");

    private final Set<String> blindCommitted = new HashSet<>();

    final Side hider;
    /** What both sides agree on for themselves. */
    private static final String AGREED_CAPITAL = """
            {"amount": "55", "currency": "USD", "basis": "CONTRACTED"}""";

    final Random random;

    final String publicSource;
    final String publicSite;
    final String publicShare;
    /** A site of the hiding side that both sides read, and what the hiding side states of it. */
    final String ownSite;

    final String ownShare;
    /** A project of both sides. */
    final String joint;
    /** The hiding side's own project that both sides may read, and one that an agency may read too. */
    final String bilateral;

    final String partner;
    /** One that everybody reads, of which each knows a figure that he may know. */
    final String open;

    /** One of both sides that everybody reads, with a figure that both have agreed on for themselves. */
    final String announced;

    /** The other side's own project. */
    final String theirs;

    /** Another one of it, which may be of the same thing as the hiding side's, and so may what the hiding side keeps. */
    final String twin;

    final String observed;

    /** One of each side, which both sides have paired. */
    final String paired;

    /** A pairing that the hiding side is drafting. */
    final String hiddenPairing;

    /** The change set that made the project one of both sides. */
    final String change;
    /** The break of what both sides state of that project. */
    final String broken;
    /** URN of the cycle that found it. */
    final String cycle;

    /** What the hiding side alone knows of. */
    final List<String> hiddenProjects = new ArrayList<>();

    final String hiddenSite;
    final String hiddenShare;
    final String hiddenSource;
    final String hiddenClaim;
    final String hiddenDraft;
    final String hiddenObjection;

    /** A commitment for the project of both sides, one that both sides read and one that the hiding side keeps to itself. */
    final String commitment;
    /** What a maker of the hiding side has drafted for that commitment, and nobody has confirmed. */
    final String hiddenAct;

    final String hiddenCommitment;

    /** A shareholding history that both sides read and one of the hiding side alone. */
    final String shareholding;

    final String hiddenShareholding;
    /** The organisation of that history, and who holds a part of it. */
    final String entity;

    final String holder;

    /** An exposure that both sides read and one that the hiding side alone sees, of the project of both sides. */
    final String exposure;

    final String hiddenExposure;

    /** A grievance that the hiding side keeps to itself, about the project of both sides. */
    final String hiddenGrievance;

    /** When all of this was there, and nothing of what is hidden later. */
    final Instant moment;

    Scenario(Side hider, Random random) {
        this.hider = hider;
        this.random = random;
        Api maker = maker();
        this.publicSource = Records.source("COMPANY_STATEMENT");
        String site = Api.loader()
                .create(
                        "sites/register-observed",
                        Records.site(", \"unknownReasons\": {\"since\": \"NOT_STATED\"}, \"sources\": [\"%s\"]"
                                .formatted(publicSource)));
        this.publicSite = "sites/" + Records.id(site);
        this.publicShare = "capacity-shares/"
                + Records.id(Api.loader()
                        .create(
                                "capacity-shares/register-observed",
                                Records.share(
                                        site, publicSource, ", \"unknownReasons\": {\"period\": \"NOT_STATED\"}")));
        String both = ", \"classification\": {\"level\": \"BILATERAL\"}";
        String shown = maker.create("sites", Records.site(both));
        this.ownSite = "sites/" + Records.id(shown);
        this.ownShare = "capacity-shares/"
                + Records.id(maker.create("capacity-shares", Records.share(shown, publicSource, both)));
        this.joint = Bilateral.joint("Common works", ", \"sectors\": [{\"code\": \"BATT\"}]");
        Bilateral.agree(Bilateral.draft(Api.cnMaker(), joint, Bilateral.figure("registeredCapital", AGREED_CAPITAL)));
        this.announced = Bilateral.joint("Announced works");
        Bilateral.agree(
                Bilateral.draft(
                        Api.cnMaker(),
                        announced,
                        "{\"classification\": {\"level\": \"PUBLIC\"}, \"reason\": {\"en\": \"Both sides have announced it\"}}"));
        Bilateral.agree(
                Bilateral.draft(Api.cnMaker(), announced, Bilateral.figure("registeredCapital", AGREED_CAPITAL)));
        this.bilateral = "projects/" + Records.id(maker.create("projects", shared("{\"level\": \"BILATERAL\"}")));
        this.partner = "projects/"
                + Records.id(maker.create("projects", shared("{\"level\": \"PARTNER\", \"agencies\": [\"kotra\"]}")));
        this.open = "projects/" + Records.id(maker.create("projects", shared("{\"level\": \"PUBLIC\"}")));
        for (String readers : List.of(
                "{\"level\": \"PUBLIC\"}",
                "{\"level\": \"PARTNER\", \"agencies\": [\"kotra\"]}",
                "{\"level\": \"BILATERAL\"}")) {
            ownFigure(open, readers);
        }
        this.theirs = "projects/" + Records.id(otherMaker().create("projects", shared("{\"level\": \"BILATERAL\"}")));
        this.twin = "projects/"
                + Records.id(otherMaker()
                        .create(
                                "projects",
                                shared("{\"level\": \"BILATERAL\"}")
                                        .replaceFirst("urn:ckep:organisation:[0-9a-f-]+", investor(bilateral))));
        this.paired = Pairs.shared(maker, "");
        Pairs.paired(Pairs.member(paired), Pairs.member(Pairs.shared(otherMaker(), "")));
        this.hiddenPairing = Pairs.draft(maker, Pairs.pair(bilateral, twin));
        this.observed = "projects/"
                + Records.id(Api.loader().create("projects/register-observed", Records.observed(publicSource, "")));
        this.hiddenSource = "sources/" + Records.id(Records.sideSource(maker, "OFFICIAL_ACT"));
        String hidden = maker.create("sites", Records.site(""));
        this.hiddenSite = "sites/" + Records.id(hidden);
        this.hiddenShare = "capacity-shares/"
                + Records.id(maker.create("capacity-shares", Records.share(hidden, Records.urn(hiddenSource), "")));
        for (int i = 0; i < 3 + random.nextInt(3); i++) {
            hiddenProjects.add(newHidden(""));
        }
        this.hiddenClaim = "claims/" + Records.id(maker.create("claims", claim(joint)));
        this.hiddenDraft = Bilateral.draft(maker, joint, Bilateral.replacingTitle("Hidden wish"));
        this.hiddenObjection = Bilateral.prepared(maker, joint, "title");
        this.commitment =
                Commitments.made(maker, Records.urn(joint), ", \"classification\": {\"level\": \"BILATERAL\"}");
        this.hiddenCommitment = Commitments.made(maker, Records.urn(joint), "");
        this.hiddenAct = "pending-acts/"
                + Records.id(maker.post(commitment + "/transactions", Commitments.paid("1", "2024-05-01"))
                        .path("urn"));
        this.shareholding = Shareholdings.made(maker, ", \"classification\": {\"level\": \"BILATERAL\"}");
        this.hiddenGrievance = Grievances.made(maker, Records.urn(joint));
        this.exposure = Exposures.made(maker, Records.urn(joint), ", \"classification\": {\"level\": \"BILATERAL\"}");
        this.hiddenExposure = Exposures.made(maker, Records.urn(joint), "");
        this.entity = maker.get(shareholding).path("entity");
        this.holder = maker.get(shareholding).path("statement.holdings[0].holder.orgId");
        this.hiddenShareholding = Shareholdings.made(maker, "");
        figure(maker, "7");
        figure(otherMaker(), "9");
        Bilateral.agreedRate(YearMonth.of(2018, 1));
        this.cycle = closeCycle();
        this.broken = "breaks/"
                + Records.id(maker.get("breaks?record=" + Records.urn(joint)).path("data[0].urn"));
        explainOpenly();
        this.change = joint + "/changes/"
                + Records.id(otherMaker().get(joint + "/changes").path("data[0].urn"));
        openBlind();
        this.moment = Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    private String shared(String classification) {
        return Records.project("""
                , "classification": %s, "sources": ["%s"], "sectors": [{"code": "SEMI"}],
                "keyDates": {"GROUNDBREAKING": {"planned": ["2031-06"]}}""".formatted(classification, publicSource));
    }

    /** One ministry of the hiding side: the one that its people belong to. */
    String ministry() {
        return "{\"level\": \"MINISTRY\", \"side\": \"%s\", \"agency\": \"%s\"}"
                .formatted(hider, hider == Side.CN ? "mofcom" : "motir");
    }

    /** A release to all ministries of the hiding side. */
    String toTheWholeSide() {
        return "{\"classification\": {\"level\": \"SIDE\", \"side\": \"%s\"}}".formatted(hider);
    }

    /** Who invests in a project, as the hiding side reads it. */
    String investor(String project) {
        return maker().get(project).path("participants[0].org.orgId");
    }

    /** A new project that the hiding side alone knows of. */
    String newHidden(String more) {
        String title = "{\"en\": \"%s\"}".formatted(HIDDEN_TITLES.get(random.nextInt(HIDDEN_TITLES.size())));
        String body = Records.project(", \"localIds\": [{\"scheme\": \"hidden\", \"value\": \"%s\"}]%s"
                        .formatted(UUID.randomUUID(), more))
                .replace("{\"en\": \"Battery plant\"}", title);
        return "projects/" + Records.id(maker().create("projects", body));
    }

    /** A claim of the hiding side about a project, for itself alone. */
    String claim(String project) {
        return """
                {"subject": "%s", "attribute": "success-assessment", "modality": "ASSERTED", "sources": ["%s"],
                 "value": {"type": "text", "text": {"en": "Verdict %d"}}}""".formatted(Records.urn(project), Records.urn(hiddenSource), random.nextInt(1_000_000));
    }

    /** What the hiding side states of its own project, for these readers. */
    private void ownFigure(String project, String readers) {
        maker().show(project + "/figures/totalInvestment", """
                        {"value": {"amount": "%d000000", "currency": "USD", "basis": "CONTRACTED"},
                         "classification": %s}""".formatted(1 + random.nextInt(900), readers))
                .then()
                .statusCode(200);
    }

    /** What a side lets the other one read; the two differ, and so are reconciled. */
    void figure(Api who, String amount) {
        who.show(joint + "/figures/totalInvestment", """
                        {"value": {"amount": "%s000000", "currency": "USD", "basis": "CONTRACTED"},
                         "classification": {"level": "BILATERAL"}}""".formatted(amount))
                .then()
                .statusCode(200);
    }

    /** Compares all figures as they stand; the URN of the cycle. */
    String closeCycle() {
        return Cycles.close().then().statusCode(201).extract().<String>path("urn");
    }

    /** What everybody may see: the other side states another figure and then the one before, and both are compared. */
    void actOpenly() {
        for (String amount : List.of("10", "9")) {
            figure(otherMaker(), amount);
            closeCycle();
        }
    }

    /** The other side says of the break, which {@link #actOpenly} has opened again, that it knows no reason. */
    void explainOpenly() {
        Bilateral.explain(otherMaker(), broken);
    }

    /** Both sides let all their figures be compared blind, and the other side commits itself to each. */
    private void openBlind() {
        for (String attribute : BLIND.keySet()) {
            for (Api who : List.of(Api.cnChecker(), Api.krChecker())) {
                who.request().put(Api.root() + blind(attribute)).then().statusCode(200);
            }
            otherMaker()
                    .post(blind(attribute) + "/commitments", blindValue(attribute, 1 + random.nextInt(9)))
                    .then()
                    .statusCode(200);
        }
    }

    /** The hiding side commits itself to a value, or tries a second one in the month. */
    void commitBlind() {
        String attribute = List.copyOf(new TreeSet<>(BLIND.keySet())).get(random.nextInt(BLIND.size()));
        Response answer = maker().post(blind(attribute) + "/commitments", blindValue(attribute, 1 + random.nextInt(9)));
        if (blindCommitted.add(attribute)) {
            answer.then().statusCode(200);
        } else {
            answer.then().spec(Problems.problem(ReconciliationProblem.BLIND_COMMITTED));
        }
    }

    String blind(String attribute) {
        return joint + "/blind-comparisons/" + attribute;
    }

    static String blindValue(String attribute, int digit) {
        return "{\"value\": " + BLIND.get(attribute).formatted(digit) + "}";
    }

    /** A maker of the hiding side, with a token that is fresh each time: a scenario lasts longer than one. */
    Api maker() {
        return hider == Side.CN ? Api.cnMaker() : Api.krMaker();
    }

    Api checker() {
        return hider == Side.CN ? Api.cnChecker() : Api.krChecker();
    }

    Api otherMaker() {
        return hider == Side.CN ? Api.krMaker() : Api.cnMaker();
    }

    Side other() {
        return hider.other();
    }

    /** Everybody who must not know, by name. */
    Map<String, Api> observers() {
        Map<String, Api> observers = new LinkedHashMap<>();
        observers.put("maker", otherMaker());
        observers.put("checker", hider == Side.CN ? Api.krChecker() : Api.cnChecker());
        observers.put("auditor", Api.user(hider == Side.CN ? "kr-auditor" : "cn-auditor"));
        observers.put("secretariat", Api.secretariat());
        observers.put("agency", Api.client("agency-kotra"));
        observers.put("public", Api.PUBLIC);
        return observers;
    }

    /** The projects that others may know of. */
    List<String> visibleProjects() {
        return List.of(joint, bilateral, partner, open, announced, theirs, observed);
    }
}
