package org.ckep.trade.sdmx;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ckep.trade.sdmx.SubmittedMessages.ML_2_1;
import static org.ckep.trade.sdmx.SubmittedMessages.ML_3_0;
import static org.ckep.trade.sdmx.SubmittedMessages.RESULT;
import static org.ckep.trade.sdmx.SubmittedMessages.address;
import static org.ckep.trade.sdmx.SubmittedMessages.codeList;
import static org.ckep.trade.sdmx.SubmittedMessages.codes;
import static org.ckep.trade.sdmx.SubmittedMessages.get;
import static org.ckep.trade.sdmx.SubmittedMessages.korean;
import static org.ckep.trade.sdmx.SubmittedMessages.newId;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.records.ViewerBinding;
import org.ckep.testing.Tokens;
import org.ckep.trade.TradeApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who changes which structures. */
@QuarkusTest
class StructureAccessTest {
    @Inject
    DataSource dataSource;

    @ParameterizedTest
    @CsvSource({
        "nobody, 401",
        "expired, 401",
        "no-scopes, 403",
        "kr-maker, 403",
        "kr-checker, 403",
        "secretariat, 403",
        "agency, 403",
        "loader, 403",
        "cn-statistician, 403",
        "kr-statistician, 201",
        "kr-ministry, 201"
    })
    void onlyStatisticiansOfTheSideThatTheAgencyBelongsToSubmit(String caller, int status) {
        String id = newId("CL_ACCESS");
        Response answer = caller(caller)
                .contentType(ML_3_0)
                .body(codeList(id, "1.0.0", "A"))
                .post(address("v1/structure"));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/xml");
        assertThat(get("v1/codelist/KCS/" + id, ML_2_1).statusCode()).isEqualTo(status == 201 ? 200 : 404);
        if (status == 201) {
            String draft = newId("CL_ACCESS");
            assertThat(korean(ML_3_0, codeList(draft, "1.0.0-draft", "A")).statusCode())
                    .isEqualTo(201);
            String at = address("v2/structure/codelist/KCS/" + draft + "/1.0.0-draft");
            assertThat(caller(caller)
                            .contentType(ML_3_0)
                            .body(codeList(draft, "1.0.0-draft", "B"))
                            .put(at)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(caller(caller).delete(at).statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"nobody, 401", "expired, 401", "no-scopes, 403", "kr-maker, 403", "cn-statistician, 403", "loader, 403"
    })
    void whoMayNotSubmitMayNotReplaceOrDelete(String caller, int status) {
        String id = newId("CL_KEEP");
        String draft = codeList(id, "1.0.0-draft", "A");
        assertThat(korean(ML_3_0, draft).statusCode()).isEqualTo(201);
        for (String root : List.of("v1/codelist/KCS/", "v2/structure/codelist/KCS/")) {
            String at = address(root + id + "/1.0.0-draft");
            String other = codeList(id, "1.0.0-draft", "B");
            assertThat(caller(caller).contentType(ML_3_0).body(other).put(at).statusCode())
                    .isEqualTo(status);
            assertThat(caller(caller).delete(at).statusCode()).isEqualTo(status);
        }
        assertThat(codes(id, "1.0.0-draft")).containsExactly("A");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CKEP", "SDMX", "UNSD", "ESTAT", "GACC", "GACC.PEK", "NOBODY"})
    void structuresOfOtherAgenciesAreNotTouched(String agency) {
        String foreign =
                codeList("CL_TRADE_FLOW", "1.1.0", "M").replace("agencyID=\"KCS\"", "agencyID=\"" + agency + "\"");
        Response answer = korean(ML_3_0, foreign);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.xmlPath().getString(RESULT + ".StatusMessage.@status"))
                .isEqualTo("Failure");
        assertThat(get("v1/codelist/" + agency + "/CL_TRADE_FLOW/1.1.0", ML_2_1).statusCode())
                .isEqualTo(404);
    }

    /** The second lock: what the service refuses the database refuses as well. */
    @Test
    void theDatabaseKeepsFinalVersionsAndOtherSidesDrafts() throws SQLException {
        String id = newId("CL_LOCKED");
        assertThat(korean(ML_3_0, codeList(id, "1.0.0", "A")).statusCode()).isEqualTo(201);
        assertThat(korean(ML_3_0, codeList(id, "2.0.0-draft", "A")).statusCode())
                .isEqualTo(201);
        String change = "update submitted_structure set revision = 9 where structure = '" + id + "' and version = ";
        assertThat(changed(Side.CN, change + "'2.0.0-draft'")).isZero();
        assertThat(changed(Side.KR, change + "'2.0.0-draft'")).isEqualTo(1);
        assertThatThrownBy(() -> changed(Side.KR, change + "'1.0.0'")).hasMessageContaining("never changes");
        assertThatThrownBy(() -> changed(Side.KR, "delete from submitted_structure where structure = '" + id + "'"))
                .hasMessageContaining("never changes");
    }

    /** How many rows a statement would change for a statistician of that side. */
    private int changed(Side side, String sql) throws SQLException {
        Viewer viewer = new Viewer("subject", "client", side, null, Set.of(Role.STATISTICIAN), false);
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement change = connection.prepareStatement(sql)) {
                ViewerBinding.bind(connection, viewer);
                return change.executeUpdate();
            } finally {
                connection.rollback();
            }
        }
    }

    private static RequestSpecification caller(String caller) {
        RequestSpecification request =
                switch (caller) {
                    case "nobody" -> given();
                    case "expired" -> TradeApi.as(Tokens.expired());
                    case "no-scopes" -> TradeApi.as(Tokens.withoutScopes());
                    case "agency" -> TradeApi.as(Tokens.client("agency-kotra"));
                    case "kr-ministry" -> TradeApi.as(Tokens.client("kr-ministry"));
                    case "loader" -> TradeApi.as(Tokens.loader());
                    default -> TradeApi.as(Tokens.user(caller));
                };
        return request.urlEncodingEnabled(false).accept("application/xml");
    }
}
