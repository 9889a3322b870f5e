package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Records;
import org.ckep.investment.ledger.Commitments;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Files of other standards, read by what the standards' publishers give out; {@link BrokenFilesTest} shows that they refuse what
 * they should. What of IATI is not checked stands at {@link IatiRuleset}.
 */
@QuarkusTest
@EnabledIfSystemProperty(named = PublishedStandard.FOLDER, matches = ".+")
class PublishedStandardsTest {
    /**
     * IATI advises to name a sector by the list of development aid too. That list sorts what aid is spent on; the register's
     * sectors are industries, and nobody has said which purpose of aid each of them would be.
     */
    static final String NO_DAC_SECTOR = "102.1.1";

    private static final Map<String, String> CODES = Map.of(
            "//activity-status/@code", "ActivityStatus",
            "//activity-date/@type", "ActivityDateType",
            "//participating-org/@role", "OrganisationRole",
            "//transaction-type/@code", "TransactionType");
    private static final String BILATERAL = ", \"classification\": {\"level\": \"BILATERAL\"}";

    private final FiledProjects projects = new FiledProjects();

    /** Codes of a file of activities that their published lists do not have. */
    static List<String> unlisted(IatiRuleset rules, String file) {
        return CODES.entrySet().stream()
                .flatMap(code -> rules
                        .unlisted(
                                file,
                                code.getKey(),
                                PublishedStandard.iati("codelists").resolve(code.getValue() + ".xml"))
                        .stream())
                .toList();
    }

    private void areFulfilled(Api reader, int expected) {
        String oc4ids = text(reader, "projects.oc4ids.json");
        assertThat(JsonPath.from(oc4ids).getList("projects")).hasSizeGreaterThanOrEqualTo(expected);
        assertThat(new Oc4idsSchema().violations(oc4ids)).isEmpty();

        String iati = text(reader, "projects.iati.xml");
        IatiRuleset rules = IatiRuleset.published();
        List<IatiRuleset.Violation> violations = rules.violations(iati, Instant.now());
        assertThat(violations)
                .filteredOn(violation -> !violation.severity().equals("warning"))
                .isEmpty();
        assertThat(violations.stream().map(IatiRuleset.Violation::rule).collect(Collectors.toSet()))
                .containsExactly(NO_DAC_SECTOR);
        assertThat(unlisted(rules, iati)).isEmpty();
    }

    private String text(Api reader, String name) {
        Response answer = projects.file(reader, name);
        answer.then().statusCode(200);
        return new String(answer.asByteArray(), StandardCharsets.UTF_8);
    }

    @Test
    void eachTypeInEachState() {
        String source = Records.source("PRESS");
        int count = 0;
        for (ProjectType type : ProjectType.values()) {
            for (ProjectStatus state : ProjectStatus.of(type.profile())) {
                projects.observe(type, state, source);
                count++;
            }
        }
        projects.observe(
                ProjectType.GREENFIELD,
                ProjectStatus.COMMISSIONING,
                source,
                "\"GROUNDBREAKING\": {\"planned\": [\"2022-05\"], \"actual\": \"2023\"}");
        projects.observe(
                ProjectType.MERGER_ACQUISITION, ProjectStatus.COMPLETED, source, FiledProjects.CLOSED_BEFORE_SIGNED);
        areFulfilled(Api.PUBLIC, count + 2);
    }

    /** Records of one side and of both, with sites, ledgers, unnamed parties, and one that was given up. */
    @Test
    void recordsOfTheSides() {
        projects.registerOfOneSide();
        projects.bind();
        Api.cnMaker()
                .create(
                        "projects",
                        Records.project(FiledProjects.EXPORTABLE).replace("Battery plant", projects.word()));
        givenUp();
        String offered = Records.urn(Bilateral.offered(projects.word(), FiledProjects.EXPORTABLE));
        Commitments.pay(Api.cnMaker(), Commitments.made(Api.cnMaker(), offered, BILATERAL), "40");
        String joint = Records.urn(Bilateral.joint(projects.word(), FiledProjects.EXPORTABLE));
        Commitments.pay(Api.krMaker(), Commitments.made(Api.krMaker(), joint, BILATERAL), "45");
        areFulfilled(Api.krMaker(), 2);
        areFulfilled(Api.cnMaker(), 7);
    }

    private void givenUp() {
        String project = "projects/"
                + Records.id(Api.cnMaker()
                        .create(
                                "projects",
                                Records.project(FiledProjects.EXPORTABLE).replace("Battery plant", projects.word())));
        Api.cnMaker()
                .step(project, "{\"to\": \"WITHDRAWN\", \"date\": \"2025-02\", \"reason\": {\"en\": \"No partner\"}}")
                .then()
                .statusCode(200);
    }

    /** So that the schema refuses every code that a closed list does not have. */
    @Test
    void theSchemaEnumeratesEveryClosedListAsItIsPublished() {
        Map<String, Set<String>> lists = new Oc4idsSchema().closedLists();
        assertThat(lists).containsKeys("projectStatus.csv", "projectType.csv", "currency.csv", "milestoneStatus.csv");
        lists.forEach((list, codes) -> {
            String text =
                    PublishedStandard.text(PublishedStandard.oc4ids("codelists").resolve(list));
            assertThat(codes)
                    .as(list)
                    .isEqualTo(CsvReader.builder().ofNamedCsvRecord(text).stream()
                            .map(row -> row.getField("Code"))
                            .collect(Collectors.toSet()));
        });
    }
}
