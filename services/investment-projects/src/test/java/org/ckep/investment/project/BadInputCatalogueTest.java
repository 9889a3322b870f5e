package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.text.Normalizer;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Records;
import org.ckep.investment.StoredRows;
import org.ckep.investment.Untouched;
import org.ckep.investment.ledger.Commitments;
import org.ckep.investment.shareholding.Shareholdings;
import org.ckep.kernel.change.ChangeProblem;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemType;
import org.ckep.kernel.value.ValueProblem;
import org.ckep.records.RecordTransactions;
import org.ckep.records.RecordsProblem;
import org.ckep.testing.Answers;
import org.ckep.testing.Api;
import org.ckep.testing.Tokens;
import org.junit.jupiter.api.Test;

/**
 * The catalogue of bad inputs, line by line: each answers a type of its own that names the place, changes nothing that is
 * stored, told or listed, and tells the other side nothing of what is hidden from it. {@link BadInputInventoryTest} holds the
 * numbers against the documentation.
 */
@QuarkusTest
class BadInputCatalogueTest {
    private static final Api CN_MAKER = Api.cnMaker();
    private static final Api CN_CHECKER = Api.cnChecker();
    private static final Api KR_MAKER = Api.krMaker();
    private static final Api KR_CHECKER = Api.krChecker();

    @Inject
    RecordTransactions transactions;

    private static void refused(String path, String body, String slug, String pointer) {
        Untouched.by(() -> CN_MAKER.post(path, body))
                .then()
                .body("type", equalTo(ProblemType.URI_PREFIX + slug))
                .body("errors[0].pointer", equalTo(pointer));
    }

    private static void refused(String path, String body, ProblemType type, String pointer) {
        Untouched.by(() -> CN_MAKER.post(path, body)).then().spec(problemAt(type, pointer));
    }

    private static void refusedProject(String more, ProblemType type, String pointer) {
        refused("projects", Records.project(more), type, pointer);
    }

    /** A step that its side may not take either, and of which the other side does not hear. */
    private static Response refusedStep(Api who, String project, String step) {
        String tag = who.etag(project);
        Response answer = Untouched.by(() -> who.step(project, tag, step));
        Untouched.hidden(other -> KR_CHECKER.step(other, "*", step), project);
        return answer;
    }

    private static String own(String body) {
        return "projects/" + Records.id(CN_MAKER.create("projects", body));
    }

    private static String sum(String amount, String currency) {
        return ", \"totalInvestment\": {\"amount\": %s, \"currency\": \"%s\", \"basis\": \"DECLARED\"}"
                .formatted(amount, currency);
    }

    private static String commitment(String amount) {
        return Commitments.commitment(CN_MAKER.create("projects", Records.project("")), "")
                .replace("\"10000000\"", amount);
    }

    private static String happened(String key, String date) {
        return ", \"keyDates\": {\"%s\": {\"actual\": \"%s\"}}".formatted(key, date);
    }

    @Test
    void b01_sharesOfSixtyAndSixty() {
        String both = Shareholdings.holding(Records.organisation(), "60") + ", "
                + Shareholdings.holding(Records.organisation(), "60");
        refused(
                "shareholdings",
                Shareholdings.shareholding(Records.organisation(), Shareholdings.statement("2020-03", both, ""), ""),
                "shareholding-sum",
                "/statement/holdings");
    }

    @Test
    void b02_aCommitmentOfNothingOrLess() {
        for (String amount : List.of("\"0\"", "\"-5\"")) {
            refused("commitments", commitment(amount), "ledger-amount-not-positive", "/amount/amount");
        }
    }

    @Test
    void b03_wonWithDecimals() {
        refusedProject(sum("\"1000.5\"", "KRW"), ValueProblem.MONEY_DECIMALS, "/totalInvestment/amount");
        refused(
                "commitments",
                commitment("\"10.5\"").replace("USD", "KRW"),
                ValueProblem.MONEY_DECIMALS,
                "/amount/amount");
    }

    @Test
    void b04_currenciesThatThereAreNot() {
        for (String currency : List.of("RMB", "WON")) {
            refusedProject(sum("\"5\"", currency), ValueProblem.CURRENCY_UNKNOWN, "/totalInvestment/currency");
            refused(
                    "commitments",
                    commitment("\"5\"").replace("USD", currency),
                    ValueProblem.CURRENCY_UNKNOWN,
                    "/amount/currency");
        }
    }

    @Test
    void b05_anAmountAsNumber() {
        for (String number : List.of("1.2e12", "5")) {
            refusedProject(sum(number, "USD"), ValueProblem.DECIMAL_AS_NUMBER, "/totalInvestment/amount");
            refused("commitments", commitment(number), ValueProblem.DECIMAL_AS_NUMBER, "/amount/amount");
        }
    }

    private static void refusedPayment(String payment, String slug, String pointer) {
        String path =
                Commitments.made(CN_MAKER, CN_MAKER.create("projects", Records.project("")), "") + "/transactions";
        refused(path, payment, slug, pointer);
        Untouched.hidden(other -> KR_MAKER.post(other, payment), path);
    }

    @Test
    void b06_aDisbursementBeforeTheCommitment() {
        refusedPayment(Commitments.paid("1", "2024-02-29"), "ledger-exceeds-commitment", "/amount/amount");
    }

    @Test
    void b07_aDisbursementInAnotherCurrency() {
        refusedPayment(
                Commitments.paid("1", "2024-05-01").replace("USD", "KRW"), "ledger-currency", "/amount/currency");
    }

    @Test
    void b08_aDateThatThereIsNot() {
        for (String date : List.of("2023-13-45", "2023-02-30", "February 30")) {
            refusedProject(
                    happened("GROUNDBREAKING", date), ValueProblem.DATE_INVALID, "/keyDates/GROUNDBREAKING/actual");
        }
        refusedProject(
                happened("GROUNDBREAKING", "1899"), ValueProblem.DATE_OUT_OF_RANGE, "/keyDates/GROUNDBREAKING/actual");
        refusedPayment(Commitments.paid("1", "2024-13-45"), "date-invalid", "/valueDate");
    }

    @Test
    void b09_whatHappensTomorrow() {
        LocalDate tomorrow = LocalDate.now(ZoneOffset.ofHours(9)).plusDays(1);
        refusedProject(
                happened("GROUNDBREAKING", tomorrow.toString()),
                ProjectProblem.PROJECT_DATE_IN_FUTURE,
                "/keyDates/GROUNDBREAKING/actual");
    }

    @Test
    void b10_massProductionBeforeGroundbreaking() {
        refusedProject("""
                , "keyDates": {"GROUNDBREAKING": {"actual": "2023-06"}, "MASS_PRODUCTION": {"actual": "2023-05"}}""", ProjectProblem.PROJECT_DATE_ORDER, "/keyDates/MASS_PRODUCTION/actual");
    }

    @Test
    void b11_operationalWithoutDate() {
        String body = Records.observed(Records.source("COMPANY_STATEMENT"), ", \"guardsNotShown\": [%s]")
                .replace("\"PROSPECT\", \"stateSince\": \"2024\"", "\"OPERATIONAL\"");
        Response unnamed = Untouched.by(() -> Api.loader().post("projects/register-observed", body.formatted("")));
        unnamed.then().spec(problemAt(ProjectProblem.PROJECT_GUARDS_NOT_NAMED, "/guardsNotShown"));
        String named = unnamed.<List<String>>path("guardsNotShown").stream()
                .map(guard -> "\"" + guard + "\"")
                .collect(Collectors.joining(", "));
        Untouched.by(() -> Api.loader().post("projects/register-observed", body.formatted(named)))
                .then()
                .spec(problemAt(ProjectProblem.PROJECT_UNKNOWN_REASON, "/unknownReasons/stateSince"));
    }

    @Test
    void b12_whatWasWithdrawnIsApproved() {
        String project = own(Records.project(""));
        CN_MAKER.step(project, "{\"to\": \"WITHDRAWN\", \"date\": \"2024\", \"reason\": {\"en\": \"market\"}}")
                .then()
                .statusCode(200);
        refusedStep(CN_MAKER, project, "{\"to\": \"APPROVED\", \"date\": \"2024-05\"}")
                .then()
                .spec(problem(ProjectProblem.PROJECT_TERMINAL))
                .body("allowed", empty());
    }

    @Test
    void b13_anUnnamedPartyIsCommitted() {
        String project = own(Records.project(", \"sources\": [\"%s\"]".formatted(Records.source("COMPANY_STATEMENT")))
                .replaceFirst(
                        "\"orgId\": \"[^\"]+\"", "\"unnamed\": {\"side\": \"KR\", \"description\": \"A maker\"}"));
        CN_CHECKER
                .step(project, "{\"to\": \"ANNOUNCED\", \"date\": \"2021\"}")
                .then()
                .statusCode(200);
        String party = "{\"orgId\": \"" + Records.organisation() + "\"}";
        refusedStep(CN_CHECKER, project, """
                {"to": "COMMITTED", "date": "2022", "filings": [{"kind": "report", "outcome": "NOT_REQUIRED"}],
                 "commitments": [{"party": %s, "amount": {"amount": "5", "currency": "USD"}, "kind": "EQUITY",
                                  "signedOn": "2022"}],
                 "holdings": [{"share": {"unknownReason": "UNDISCLOSED"}}]}""".formatted(party))
                .then()
                .spec(problemAt(ProjectProblem.PROJECT_GUARD_NOT_MET, "/participants"))
                .body("errors.code", contains("NAMED_PARTIES"));
    }

    @Test
    void b14_parentAndChildBothCount() {
        String whole = CN_MAKER.create("projects", Records.project(""));
        refusedProject(
                ", \"parentProject\": \"%s\", \"relation\": \"PHASE_OF\", \"countsTowardAggregate\": true"
                        .formatted(whole),
                ProjectProblem.PROJECT_COUNTED_TWICE,
                "/countsTowardAggregate");
    }

    @Test
    void b15_aProjectIsItsOwnParent() {
        refusedUnder(0);
    }

    @Test
    void b16_aCycleOfPhases() {
        refusedUnder(2);
    }

    /** A project goes below itself or below one that is so many steps below it. */
    private static void refusedUnder(int steps) {
        String first = CN_MAKER.create("projects", Records.project(""));
        String last = first;
        for (int i = 0; i < steps; i++) {
            last = CN_MAKER.create(
                    "projects",
                    Records.project(", \"parentProject\": \"%s\", \"relation\": \"PHASE_OF\"".formatted(last)));
        }
        String path = "projects/" + Records.id(first);
        String tag = CN_MAKER.etag(path);
        String patch = "{\"parentProject\": \"" + last + "\", \"relation\": \"PHASE_OF\"}";
        Untouched.by(() -> CN_MAKER.patch(path, tag, patch))
                .then()
                .spec(problemAt(ProjectProblem.PROJECT_CYCLE, "/parentProject"));
        Untouched.hidden(other -> KR_MAKER.patch(other, "*", patch), path);
    }

    @Test
    void b17_theOtherShanxi() {
        for (String city : List.of("Xi'an", "Xi'an City", "西安", "西安市", "시안", "시안시")) {
            refused(
                    "sites",
                    Records.site("").replace("CN-JS", "CN-SX").replace("Yancheng", city),
                    "site-place",
                    "/place/iso3166_2");
        }
    }

    @Test
    void b18_aProvinceOfAnotherCountry() {
        refused("sites", Records.site("").replace("CN-JS", "KR-JS"), ValueProblem.PLACE_UNKNOWN, "/place/iso3166_2");
        String gumi = CN_MAKER.create(
                "sites", Records.site("").replace("CN-JS", "KR-47").replace("Yancheng", "Gumi"));
        refusedProject(", \"sites\": [\"%s\"]".formatted(gumi), ProjectProblem.PROJECT_SITE_COUNTRY, "/sites/0");
    }

    @Test
    void b20_aParkInSquareMetres() {
        refused(
                "sites",
                Records.site(", \"landArea\": {\"value\": \"80.4\", \"unit\": \"m2\"}"),
                "site-land-area",
                "/landArea/unit");
        refused(
                "sites",
                Records.site(", \"landArea\": {\"value\": \"0.0000804\", \"unit\": \"km2\"}"),
                "site-land-area",
                "/landArea/value");
    }

    /** No member names the version of a code list, so none is read over: each list has one at a time. */
    @Test
    void b21_aVersionOfACodeListThatIsNotKnown() {
        refusedProject(
                ", \"sectors\": [{\"code\": \"SEMI\", \"version\": \"ISIC-9\"}]",
                KernelProblem.UNKNOWN_PROPERTY,
                "/sectors/0/version");
    }

    private static void refusedChange(String project, String body, ProblemType type, String pointer) {
        refused(project + "/changes", body, type, pointer);
    }

    @Test
    void b22_aTitleThatOnlyAMachineTranslated() {
        String project = Bilateral.joint("Plant");
        String machine = "{\"text\": \"%s\", \"status\": \"MACHINE\"}";
        refusedChange(
                project,
                Bilateral.replacing("/title", "{\"ko\": " + machine.formatted("공장") + "}"),
                ValueProblem.TEXT_WITHOUT_ORIGINAL,
                "/title");
        refusedChange(
                project,
                Bilateral.replacing(
                        "/title",
                        "{\"en\": \"Works\", \"zh-Hans\": %s, \"ko\": %s}"
                                .formatted(machine.formatted("工厂"), machine.formatted("공장"))),
                ChangeProblem.CHANGE_LANGUAGES,
                "/title");
    }

    /** Not refused: it is the same name, so nothing changes where it stands already. */
    @Test
    void b23_decomposedHangul() {
        String name = "\uBC30\uD130\uB9AC \uACF5\uC7A5";
        String decomposed = Normalizer.normalize(name, Normalizer.Form.NFD);
        assertThat(decomposed).isNotEqualTo(name);
        String project = own(Records.project("").replace("{\"en\": \"Battery plant\"}", "{\"ko\": \"" + name + "\"}"));
        String tag = CN_MAKER.etag(project);
        Untouched.by(() -> CN_MAKER.patch(project, tag, "{\"title\": {\"ko\": \"" + decomposed + "\"}}"))
                .then()
                .statusCode(200)
                .body("title.ko.text", equalTo(name));
    }

    @Test
    void b24_fullWidthDigits() {
        refusedProject(sum("\"\uFF13\uFF12\uFF18\"", "USD"), ValueProblem.DECIMAL_INVALID, "/totalInvestment/amount");
        refused("commitments", commitment("\"\uFF13\uFF12\uFF18\""), ValueProblem.DECIMAL_INVALID, "/amount/amount");
    }

    @Test
    void b25_htmlInATitle() {
        refused(
                "projects",
                Records.project("").replace("\"Battery plant\"", "\"<b>Plant</b>\""),
                RecordsProblem.MARKUP_IN_TEXT,
                "/title");
        refusedChange(
                Bilateral.joint("Plant"),
                Bilateral.replacingTitle("<b>Plant</b>"),
                RecordsProblem.MARKUP_IN_TEXT,
                "/title");
    }

    @Test
    void b26_twoWritersOnOneVersion() {
        String own = own(Records.project(""));
        String tag = CN_MAKER.etag(own);
        CN_MAKER.patch(own, tag, "{\"products\": [\"8507\"]}").then().statusCode(200);
        Untouched.by(() -> CN_MAKER.patch(own, tag, "{\"products\": [\"8703\"]}"))
                .then()
                .spec(problem(KernelProblem.STALE));
        String project = Bilateral.joint("Plant");
        String first = Bilateral.draft(CN_MAKER, project, Bilateral.replacingTitle("First"));
        String second = Bilateral.draft(CN_MAKER, project, Bilateral.replacingTitle("Second"));
        Bilateral.underReview(second);
        Bilateral.agree(first);
        Untouched.by(() -> Bilateral.act(KR_CHECKER, second, "agree")).then().spec(problem(ChangeProblem.CHANGE_STALE));
    }

    @Test
    void b27_aMakerApprovesHisOwnChange() {
        String statement = Records.source("COMPANY_STATEMENT");
        String project = own(Records.project(", \"sources\": [\"%s\"]".formatted(statement)));
        String checker = Tokens.claims(Tokens.user("cn-checker")).path("sub").asText();
        StoredRows.change(transactions, "update project set edited_by = '" + checker + "' where id = :id", project);
        refusedStep(CN_CHECKER, project, "{\"to\": \"ANNOUNCED\", \"date\": \"2021\"}")
                .then()
                .spec(problem(ProjectProblem.PROJECT_OWN_APPROVAL));
        String change = Bilateral.draft(CN_MAKER, Bilateral.joint("Plant"), Bilateral.replacingTitle("Name"));
        Bilateral.act(CN_MAKER, change, "submit").then().statusCode(200);
        Untouched.by(() -> Bilateral.act(CN_MAKER, change, "propose")).then().spec(problem(KernelProblem.FORBIDDEN));
        Untouched.hidden(other -> Bilateral.act(KR_CHECKER, other, "agree"), change);
    }

    @Test
    void b28_aCheckerOfTheProposingSideAgrees() {
        String change = Bilateral.draft(CN_MAKER, Bilateral.joint("Plant"), Bilateral.replacingTitle("Name"));
        Bilateral.underReview(change);
        Untouched.by(() -> Bilateral.act(CN_CHECKER, change, "agree"))
                .then()
                .spec(problem(ChangeProblem.CHANGE_OTHER_SIDE));
    }

    @Test
    void b29_aServiceAccountApproves() {
        String change = Bilateral.draft(CN_MAKER, Bilateral.joint("Plant"), Bilateral.replacingTitle("Name"));
        Bilateral.propose(change);
        Api system = Api.client("kr-ministry");
        Untouched.by(() -> Bilateral.act(system, change, "review"))
                .then()
                .spec(problem(ChangeProblem.CHANGE_PERSON_NEEDED));
    }

    @Test
    void b30_aHashOfSomethingElse() {
        String change = Bilateral.draft(CN_MAKER, Bilateral.joint("Plant"), Bilateral.replacingTitle("Name"));
        Bilateral.underReview(change);
        Untouched.by(() -> KR_CHECKER.post(change + "/agree", "{\"hash\": \"" + "0".repeat(64) + "\"}"))
                .then()
                .spec(problem(ChangeProblem.CHANGE_HASH_DIFFERS));
    }

    @Test
    void b31_aKeyOfAnotherRequest() {
        String key = UUID.randomUUID().toString();
        CN_MAKER.postOnce("projects", key, Records.project("")).then().statusCode(201);
        String other = Records.project("");
        Untouched.by(() -> CN_MAKER.postOnce("projects", key, other))
                .then()
                .spec(problem(KernelProblem.IDEMPOTENCY_CONFLICT));
    }

    /** Two megabytes are above the limit too; of ten the client would still be writing when the connection ends. */
    @Test
    void b32_aPatchThatIsTooLarge() {
        String project = Bilateral.joint("Plant");
        String huge = Bilateral.replacingTitle("x".repeat(2_000_000));
        Untouched.by(() -> CN_MAKER.post(project + "/changes", huge)).then().spec(problem(KernelProblem.TOO_LARGE));
    }

    @Test
    void b33_aPatchOfWhatTheOtherSideKeepsForItself() {
        String project = Bilateral.joint("Plant");
        String body =
                "{\"patch\": [{\"op\": \"add\", \"path\": \"/%s\", \"value\": \"x\"}], \"reason\": {\"en\": \"x\"}}";
        Response filings = Untouched.by(() -> KR_MAKER.post(project + "/changes", body.formatted("filings")));
        filings.then().spec(problemAt(ChangeProblem.CHANGE_PATH, "/patch/0/path"));
        Answers.assertSame(filings, KR_MAKER.post(project + "/changes", body.formatted("nowhere")));
    }
}
