package org.ckep.partnerships;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;

import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.ckep.records.RecordsProblem;
import org.ckep.testing.Api;
import org.ckep.testing.PublishedEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a change leaves behind, in every register alike: its sources on the record, and no trace where it changes nothing. */
@QuarkusTest
class ChangeTest {
    private static final String SOURCES = "\"sources\": [\"%s\"]";
    private static final String ORGANISATION =
            "{\"name\": {\"en\": \"Kept\"}, \"kind\": \"COMPANY\", \"side\": \"CN\"}";

    @BeforeEach
    void load() {
        Fixture.load(ChangeTest.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "organisations | ORG-LG | 'kind': 'COMPANY'",
                "partnerships | PAR-HMC-BAIC | 'title': {'en': 'As seen later'}",
                "sourcing-relations | SRCG-HF | 'adoption': 'PARTIAL'",
                "complementarities | CMP-1 | 'modality': 'OPINION'",
                "rank-claims | RNK-LGES | 'modality': 'OPINION'"
            })
    void thePatchOfAnObservedRecordAddsItsSourceAndDropsNone(String register, String key, String change) {
        String path = register + "/" + Fixture.urn(key);
        String known = Fixture.urn("SRC-0001");
        Api.PUBLIC.get(path).then().body("sources", contains(known));
        String tag = Api.krMaker().etag(path);
        Api.krMaker().patch(path, tag, "{}").then().statusCode(200).header("ETag", tag);
        Api.krMaker()
                .patch(path, tag, "{\"sources\": []}")
                .then()
                .spec(problemAt(RecordsProblem.SOURCE_NEEDED, "/sources"));

        String later = Fixture.source("PRESS");
        String patch = "{%s, %s}".formatted(change.replace('\'', '"'), SOURCES.formatted(later));
        Api.krMaker().patch(path, tag, patch).then().statusCode(200).body("sources", contains(known, later));
        Api.PUBLIC.get(path).then().body("sources", contains(known, later));
    }

    @Test
    void theStepOfAnObservedPartnershipAddsItsSource() {
        String path = "partnerships/" + Fixture.urn("PAR-LG-SSB");
        String statement = Fixture.source("COMPANY_STATEMENT");
        Api.krChecker()
                .step(path, "{\"to\": \"EXPLORING\", %s}".formatted(SOURCES.formatted(statement)))
                .then()
                .statusCode(200)
                .body("sources", contains(Fixture.urn("SRC-0001"), statement));
        Api.krMaker()
                .command(path, "transitions", "{\"to\": \"DISMISSED\", %s}".formatted(SOURCES.formatted(statement)))
                .then()
                .spec(problemAt(RecordsProblem.SOURCE_NEEDED, "/sources"));
    }

    @Test
    void aSidesOwnRecordRestsOnTheSourcesOfItsPatchAlone() {
        String path = "organisations/" + Api.cnMaker().create("organisations", ORGANISATION);
        for (int i = 0; i < 2; i++) {
            String source = Fixture.source("PRESS");
            Api.cnMaker()
                    .patch(path, "{%s}".formatted(SOURCES.formatted(source)))
                    .then()
                    .statusCode(200)
                    .body("sources", contains(source));
        }
    }

    @Test
    void aPatchThatChangesNothingIsNeitherNotedNorTold() throws SQLException {
        String urn = Api.cnMaker().create("organisations", ORGANISATION);
        String path = "organisations/" + urn;
        String tag = Api.cnMaker().etag(path);
        for (String patch : List.of("{}", "{\"kind\": \"COMPANY\"}")) {
            Api.cnMaker().patch(path, tag, patch).then().statusCode(200).header("ETag", tag);
        }
        Api.cnMaker().patch(path, tag, "{\"kind\": \"GROUP\"}").then().statusCode(200);

        assertThat(audited(urn)).containsExactly("registered-organisation", "changed-organisation");
        // The events of a record come in order: one of the first two patches would stand before the last one's.
        assertThat(PublishedEvent.about(urn, 2))
                .extracting(PublishedEvent::type)
                .containsExactly(
                        "org.ckep.partnerships.organisation.registered.v1",
                        "org.ckep.partnerships.organisation.changed.v1");
    }

    /** What the audit trail says of a record of the Chinese side, in order. */
    private static List<String> audited(String urn) throws SQLException {
        try (Connection connection = Fixture.owner();
                Statement side = connection.createStatement();
                PreparedStatement query =
                        connection.prepareStatement("select action from audit_entry where urn = ? order by at, id")) {
            side.execute("select set_config('app.side', 'CN', false)");
            query.setString(1, urn);
            List<String> actions = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    actions.add(rows.getString(1));
                }
            }
            return actions;
        }
    }
}
