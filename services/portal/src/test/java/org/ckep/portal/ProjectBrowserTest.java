package org.ckep.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.ckep.kernel.field.FieldPolicy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A project of which the register tells everything that it can tell. */
@QuarkusTest
class ProjectBrowserTest extends InBrowser {
    private static final String ID = "0190a000-0000-7000-8000-000000000005";
    private static final String REGISTER = "/investment/v1/projects/" + ID;
    private static final String PAGE = "/projects/" + ID;
    private static final String CHANGE = PAGE + "/changes/0190a000-0000-7000-8000-0000000000c";

    /** What stands on the page of each attribute, in English. */
    private static final Map<String, List<String>> SHOWN = shown();

    /** The page does not ask for assessments, which stand among what is said of the project; of change sets it has the list. */
    private static final List<String> ELSEWHERE = List.of("successAssessments", "pendingChanges");

    private static Map<String, List<String>> shown() {
        Map<String, List<String>> shown = new TreeMap<>();
        shown.put("title", List.of("Electric car plant (original)", "电动汽车工厂", "전기차 공장"));
        shown.put("type", List.of("type greenfield"));
        shown.put("direction", List.of("Republic of Korea → China"));
        shown.put("sectors", List.of("(80%)", "semiconductors (20%)"));
        shown.put("products", List.of("products (HS codes) 870380, 870390"));
        shown.put("sites", List.of("Shunyi works (Beijing, CN-BJ, latitude 40.13, longitude 116.65)"));
        shown.put("participants", List.of("Hyundai (group) investor", "a bank of Beijing financier"));
        shown.put("hostCountries", List.of("host countries China"));
        shown.put("parentProject", List.of("parent project urn:ckep:project:0190a000-0000-7000-8000-000000000003"));
        shown.put("relation", List.of("relation to the parent project expands it"));
        shown.put("countsTowardAggregate", List.of("counted in totals no"));
        shown.put("phasesPartial", List.of("total covers only some of the phases yes"));
        shown.put("unknownReasons", List.of("own contribution of the investors confidential", "sites: not collected"));
        shown.put(
                "keyDates",
                List.of("groundbreaking August 2026 before: Q2 2026 14 September 2026", "completion 2028 –"));
        shown.put(
                "totalInvestment",
                List.of(
                        "USD 820 million (contracted, Chinese count)",
                        "in prices of 5 January 2026",
                        "some 820 million"));
        shown.put("registeredCapital", List.of("registered capital USD 450 million (declared, Korean count)"));
        shown.put("ownContribution", List.of("own contribution of the investors confidential"));
        shown.put("jobs", List.of("at least 3,100 persons", "2,870 persons", "estimated by the source"));
        shown.put(
                "capacity",
                List.of("cars: 300,000 vehicle/a (planned)", "cars: 290,000 vehicle/a (actual), as of November 2026"));
        shown.put(
                "filings",
                List.of("foreign investment report: decided positively, authority: BJ-COM, number: 2026-0815,"
                        + " filed: 3 February 2026, decided: 20 February 2026"));
        shown.put("rag", List.of("amber to red: unlikely (as of 20 November 2026)", "Waits for the grid"));
        shown.put("modality", List.of("how it is meant plan"));
        shown.put("sources", List.of("DART: Annual filing"));
        shown.put("state", List.of("State suspended"));
        shown.put("stateSince", List.of("in this state since November 2026"));
        shown.put("stateReason", List.of("The grid connection is late"));
        shown.put("resumeTo", List.of("goes back to the state under construction"));
        shown.put("commitments", List.of("Hyundai (group), USD 410 million (equity), signed 1 March 2026"));
        shown.put("holdings", List.of("BAIC (48.5%)", "not named (not disclosed)"));
        shown.put("paid", List.of("paid so far USD 150 million"));
        shown.put("profile", List.of("something is built or rebuilt"));
        shown.put("parks", List.of("urn:ckep:organisation:0190a000-0000-7000-8000-00000000000c"));
        shown.put("basis", List.of("basis company"));
        shown.put("urn", List.of("permanent name urn:ckep:project:" + ID));
        shown.put("displayId", List.of("CK-PRJ-AAAAAAAA-F"));
        shown.put("stewardship", List.of("Record joint record"));
        shown.put("classification", List.of("Readable by both governments"));
        shown.put(
                "record",
                List.of(
                        "whose record it is Republic of Korea",
                        "recorded 5 October 2026, 10:05 UTC",
                        "what its sources do not show since when its state holds",
                        "kr-fx-report: 2025-0815 (Republic of Korea)"));
        shown.put("pendingRevision", List.of("A change of this project waits for a checker"));
        shown.put("agreement", List.of("Contested."));
        shown.put("objections", List.of("Republic of Korea has disputed the agreed value “jobs” since"));
        shown.put("figures", List.of("USD 805 million (contracted, Chinese count)"));
        shown.put(
                "warnings",
                List.of(
                        "total investment and registered capital differ about 1,000 times",
                        "its money is counted in no total"));
        return shown;
    }

    @BeforeEach
    void giveProject() throws IOException {
        gateway.answer(REGISTER, resource("full-project.json"));
        // Of many change sets the newest are on the page: what is in force is asked for by itself.
        gateway.answer(REGISTER + "/changes", "{\"data\":[]}");
        gateway.answer("/investment/v1/changes", resource("full-project-changes.json"));
        gateway.answer(REGISTER + "/objections", "{\"data\":[]}");
        gateway.answer(REGISTER + "/ledger", """
                {"coverage":"visible-only","data":[
                  {"side":"CN","basis":"CONTRACTED","currency":"USD","commitments":2,
                    "balance":{"committed":"410000000.00","paid":"150000000.00","outstanding":"260000000.00","sold":"0.00"}},
                  {"side":"KR","basis":"DECLARED","currency":"KRW","commitments":1,
                    "balance":{"committed":"560000000000","paid":"200000000000","outstanding":"360000000000","sold":"0"}},
                  {"basis":"CONTRACTED","currency":"USD","commitments":1,
                    "balance":{"committed":"400000000.00","paid":"0.00","outstanding":"400000000.00","sold":"0.00"}}]}""");
        gateway.forget(REGISTER + "/pair-group");
        gateway.forget("/investment/v1/projects/0190a000-0000-7000-8000-000000000003");
        gateway.answer("/investment/v1/claims", "{\"data\":[]}");
    }

    private static String resource(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(ProjectBrowserTest.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The register's own policy names all that it may tell: an attribute that comes to it has to come to the page. */
    @Test
    void whateverTheRegisterTellsStandsOnThePage() throws IOException {
        FieldPolicy policy;
        try (InputStream file = Objects.requireNonNull(getClass().getResourceAsStream("/project.fields"))) {
            policy = FieldPolicy.read("project.fields", new InputStreamReader(file, StandardCharsets.UTF_8));
        }
        TreeSet<String> told = new TreeSet<>(policy.attributes());
        ELSEWHERE.forEach(told::remove);
        assertThat(SHOWN.keySet()).isEqualTo(told);
        try (BrowserContext visitors = browser.visitor()) {
            Page page = visitors.newPage();
            page.navigate(at(PAGE + "?lang=en"));
            String text = text(page, "main");
            // Names of registers are not written as beginnings of sentences.
            assertThat(page.locator("dd.verbatim").allInnerTexts())
                    .containsExactly(
                            "urn:ckep:project:0190a000-0000-7000-8000-000000000003",
                            "urn:ckep:organisation:0190a000-0000-7000-8000-00000000000c",
                            "kr-fx-report: 2025-0815 (Republic of Korea)",
                            "urn:ckep:project:" + ID);
            SHOWN.forEach((attribute, values) -> assertThat(text.toLowerCase())
                    .as(attribute)
                    .contains(values.stream().map(String::toLowerCase).toList()));
            assertThat(page.locator(".agreed-by").count())
                    .as("the public is told of no change set")
                    .isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en|Money, jobs and capacity|Proposed by China, agreed by Republic of Korea on 20 November 2026, 09:00 UTC"
                        + "|Proposed by Republic of Korea; China had not objected by 25 November 2026, 09:00 UTC",
                "zh-Hans|金额、就业与产能|中国提议，韩国同意，2026年11月20日|韩国提议，中国截至2026年11月25日",
                "ko|금액, 일자리와 생산 능력|중국 제안, 대한민국 동의, 2026년 11월 20일|대한민국 제안, 중국 2026년 11월 25일"
            })
    void besideAnAgreedValueStandsWhoAgreedAndWhen(String language, String group, String agreed, String silent) {
        try (BrowserContext makers = browser.visitor()) {
            Page page = signedIn(makers, "cn-maker");
            page.navigate(at(PAGE + "?lang=" + language));
            assertThat(page.locator("#measures").innerText()).isEqualTo(group);
            assertThat(holding(page, "870380, 870390")).contains(agreed);
            assertThat(page.locator(".facts div:has-text('870390') .agreed-by").getAttribute("href"))
                    .isEqualTo(CHANGE + "4");
            assertThat(page.locator(".details div:has-text('290,000') .agreed-by")
                            .getAttribute("href"))
                    .isEqualTo(CHANGE + "4");
            assertThat(holding(page, "전기차 공장")).contains(silent);
            assertThat(page.locator(".details div:has-text('2026-0815') .agreed-by")
                            .count())
                    .as("one side's own")
                    .isZero();
            // The step bound the commitments; everything else stands as when the record became one of both sides.
            assertThat(hrefs(page, "section:has(#bindings) .agreed-by")).containsExactly(CHANGE + "3");
            assertThat(hrefs(page, ".facts div:has(.state) .agreed-by")).containsExactly(CHANGE + "3");
            assertThat(hrefs(page, "section:has(#participants) .agreed-by")).containsExactly(CHANGE + "2");
            // The step may have set a date.
            assertThat(hrefs(page, "section:has(#dates) .agreed-by")).isEmpty();
            assertThat(gateway.questions())
                    .filteredOn(question -> question.path().equals("/investment/v1/changes"))
                    .last()
                    .satisfies(question -> assertThat(question.query())
                            .isEqualTo("record=urn:ckep:project:" + ID + "&state=APPLIED&limit=500"));
            assertAccessible(page, "full-project-" + language);
        }
    }

    /** Each ledger by itself: there is no sum of both. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en|Committed and paid|China|Republic of Korea|public sources|USD 410 million|USD 150 million|KRW 360 billion",
                "zh-Hans|承诺与支付|中国|韩国|公开资料|4.1亿美元|1.5亿美元|3,600亿韩元",
                "ko|약정액과 집행액|중국|대한민국|공개 자료|4.1억 미국 달러|1.5억 미국 달러|3,600억 원"
            })
    void whatIsCommittedAndPaidStandsByWhoseLedgerItIs(
            String language,
            String heading,
            String china,
            String korea,
            String sources,
            String committed,
            String paid,
            String outstanding) {
        try (BrowserContext visitors = browser.visitor()) {
            Page page = visitors.newPage();
            page.navigate(at(PAGE + "?lang=" + language));
            assertThat(page.locator("#ledger").innerText()).isEqualTo(heading);
            List<String> rows = page.locator("section:has(#ledger) tbody tr").allInnerTexts();
            assertThat(rows).hasSize(3);
            assertThat(rows.get(0)).containsIgnoringCase(china).contains(committed, paid);
            assertThat(rows.get(1)).containsIgnoringCase(korea).contains(outstanding);
            assertThat(rows.get(2)).containsIgnoringCase(sources);
        }
    }

    @Test
    void ofARecordOfOneSideNothingIsCalledAgreed() throws IOException {
        gateway.answer(REGISTER, resource("full-project.json").replace("\"JOINT\"", "\"UNILATERAL\""));
        try (BrowserContext makers = browser.visitor()) {
            Page page = signedIn(makers, "cn-maker");
            page.navigate(at(PAGE + "?lang=en"));
            assertThat(text(page, "main")).contains("870380, 870390");
            assertThat(page.locator(".agreed-by").count()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"en", "zh-Hans", "ko"})
    void onANarrowScreenNothingStandsBeyondItsEdge(String language) {
        try (BrowserContext visitors = browser.visitor(new Browser.NewContextOptions().setViewportSize(400, 800))) {
            Page page = visitors.newPage();
            for (String path : List.of(PAGE, "/projects")) {
                page.navigate(at(path + "?lang=" + language));
                assertThat(page.evaluate("document.documentElement.scrollWidth"))
                        .as(path)
                        .isEqualTo(400);
            }
        }
    }

    /** As in the lists of a narrow screen. */
    @Test
    void onANarrowScreenAValueStandsBesideItsName() {
        try (BrowserContext visitors = browser.visitor(new Browser.NewContextOptions().setViewportSize(400, 800))) {
            Page page = visitors.newPage();
            page.navigate(at(PAGE + "?lang=ko"));
            BoundingBox name = page.locator("section:has(#measures) dt").first().boundingBox();
            BoundingBox value =
                    page.locator("section:has(#measures) dd").first().boundingBox();
            assertThat(value.y).isEqualTo(name.y);
            assertThat(value.x).isGreaterThanOrEqualTo(name.x + name.width);
        }
    }

    private static String holding(Page page, String value) {
        return text(page, "dl div:has(> dd:has-text('" + value + "'))");
    }

    private static String text(Page page, String selector) {
        return page.locator(selector).innerText().replaceAll("[\\s\\u00a0]+", " ");
    }

    private static List<String> hrefs(Page page, String selector) {
        return page.locator(selector).all().stream()
                .map(link -> link.getAttribute("href"))
                .toList();
    }
}
