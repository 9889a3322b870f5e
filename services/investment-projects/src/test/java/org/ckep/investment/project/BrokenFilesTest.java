package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files with one fault each, so that {@link PublishedStandardsTest} is known to find them. */
@EnabledIfSystemProperty(named = PublishedStandard.FOLDER, matches = ".+")
class BrokenFilesTest {
    private static final Instant NOW = Instant.parse("2024-10-01T00:00:00Z");

    /** Part of the golden activity, what stands there instead, and the rules that this breaks. */
    private static final String FAULTS = """
            <iati-identifier>CKEP-urn:ckep:test:COMMITTED< | <iati-identifier>CKEP<                  | 1.1.3 1.1.21
            <iati-identifier>CKEP-                         | <iati-identifier>CKEP/                  | 1.1.21 1.3.13
            </iati-identifier>                             | &#10;</iati-identifier>                 | 1.3.1
            <activity-date iso-date="2025-01-01" type="1"> | <activity-date iso-date="2025-01-01" type="3"> | 6.11.1
            iso-date="2027-06-30"                          | iso-date="2024-12-31"                   | 11.1.2
            last-updated-datetime="2024-09                 | last-updated-datetime="2024-11          | 11.1.1
            <transaction-date iso-date="2024-08-01"/>      | <transaction-date iso-date="2024-10-02"/> | 11.2.1
            value-date="2024-08-01"                        | value-date="2024-10-02"                 | 11.2.2
            xml:lang="en"                                  |                                         | 4.1.1
            currency="USD"                                 |                                         | 7.8.1
            <narrative xml:lang="en">Sector BATT</narrative> |                                       | 2.2.1
            percentage="60"                                | percentage="59"                         | 2.1.2
            percentage="60"                                |                                         | 2.1.1 2.1.2
            percentage="                                   | percentage="-                           | 12.3.1 2.1.2
            sector                                         | tag                                     | 6.2.2 6.7.2
            <recipient-country code="CN"/>                 |                                         | 3.7.1 3.7.2
            <recipient-country code="CN"/>                 | <recipient-country code="CN" percentage="90"/> | 3.1.4
            <recipient-country code="CN"/>                 | <recipient-country code="CN"/><default-aid-type code="A"/><default-aid-type code="B"/> | 107.1.2
            <recipient-country code="CN"/>                 | <recipient-country code="CN"/><budget><period-start iso-date="2024-01-01"/><period-end iso-date="2025-01-02"/></budget> | 7.5.3
            <participating-org ref="urn:ckep:test:REGULATOR" | <participating-org                    | 6.10.1
            A &amp; B plant                                |                                         | 4.3.1""";

    private static String activities() {
        return PublishedStandard.golden("projects.iati.xml");
    }

    private static String projects() {
        return PublishedStandard.golden("projects.oc4ids.json");
    }

    private static String faulty(String text, String from, String to) {
        assertThat(text).contains(from);
        return text.replace(from, to);
    }

    @Test
    void eachKindOfRuleRefusesWhatBreaksIt() {
        IatiRuleset rules = IatiRuleset.published();
        Set<IatiRuleset.Kind> broken = new TreeSet<>();
        for (String fault : FAULTS.lines().toList()) {
            String[] cells = fault.split("\\s*\\|\\s*", -1);
            // The title loses all that it says, not only its English.
            String file = faulty(activities(), cells[0], cells[1])
                    .replaceAll("<title><narrative xml:lang=\"en\">\\S+ *</narrative>.*</title>", "<title></title>");
            List<IatiRuleset.Violation> found = rules.violations(file, NOW).stream()
                    .filter(violation -> !violation.rule().equals(PublishedStandardsTest.NO_DAC_SECTOR))
                    .toList();
            assertThat(found.stream().map(IatiRuleset.Violation::rule).collect(Collectors.toSet()))
                    .as(fault)
                    .containsExactlyInAnyOrder(cells[2].split(" "));
            found.forEach(violation -> broken.add(violation.kind()));
        }
        assertThat(broken).isEqualTo(rules.kinds());
    }

    /** A rule that nobody here can read must not count as fulfilled. */
    @ParameterizedTest
    @CsvSource({"surprise, paths", "unique, eval"})
    void aRuleOfAnUnknownKindOrWithAnUnknownMemberIsRefused(String kind, String member) {
        String ruleset = """
                {"/iati-activities/iati-activity": {"%s": {"cases": [{"%s": ["a"], "ruleInfo": {"id": "1"}}]}}}""".formatted(kind, member);
        assertThatThrownBy(() -> new IatiRuleset(ruleset)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "<activity-status code=\"2\"/>, <activity-status code=\"9\"/>, 9",
        "type=\"3\", type=\"5\", 5",
        "role=\"2\", role=\"0\", 0",
        "<transaction-type code=\"8\"/>, <transaction-type code=\"80\"/>, 80"
    })
    void aCodeThatIsNotListedIsFound(String from, String to, String code) {
        assertThat(PublishedStandardsTest.unlisted(IatiRuleset.published(), activities()))
                .isEmpty();
        assertThat(PublishedStandardsTest.unlisted(IatiRuleset.published(), faulty(activities(), from, to)))
                .containsExactly(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"uri\": \"urn:ckep:export:oc4ids\",    |                        | required property 'uri' not found",
                "\"urn:ckep:export:oc4ids\"              | \"no uri\"             | /uri: does not match the uri pattern",
                "\"version\": \"0.9\"                    | \"version\": \"nine\"  | /version: does not match",
                "\"id\": \"urn:ckep:test:COMMITTED\",    |                        | /projects/0: required property 'id' not found",
                "\"id\": \"urn:ckep:test:PROSPECT\",     | \"id\": \"urn:ckep:test:COMMITTED\", | stands twice",
                "\"status\": \"implementation\"          | \"status\": \"SUSPENDED\" | /projects/0/status: does not have a value in the enumeration",
                "\"status\": \"met\"                     | \"status\": \"MET\"    | /projects/0/milestones/0/status: does not have a value in the enumeration",
                "\"type\": \"construction\"              | \"type\": \"merger\"   | /projects/0/type: does not have a value in the enumeration",
                "\"amount\": 5.00, \"currency\": \"USD\" | \"amount\": 5.00, \"currency\": \"US$\" | /currency: does not have a value in the enumeration",
                "\"amount\": 5.00                        | \"amount\": \"5.00\"   | /amount: string found",
                "\"dateMet\": \"2024-01-10T00:00:00Z\"   | \"dateMet\": \"2024-01\" | /dateMet: does not match the date-time pattern",
                "\"assetClass\": [\"equity\"]            | \"assetClass\": [\"shares\"] | /assetClass/0: does not have a value in the enumeration",
                "\"documents\": [{\"id\": \"urn:ckep:test:SOURCE\", | \"documents\": [{ | /documents/0: required property 'id' not found",
                "\"payee\": {\"id\": \"urn:ckep:test:INVESTOR\"} | \"payee\": {\"id\": \"somebody\"} | refers to somebody, who is no party"
            })
    void whatIsNoPackageIsRefused(String from, String to, String why) {
        Oc4idsSchema schema = new Oc4idsSchema();
        assertThat(schema.violations(projects())).isEmpty();
        assertThat(schema.violations(faulty(projects(), from, to == null ? "" : to)))
                .anySatisfy(violation -> assertThat(violation).contains(why));
    }
}
