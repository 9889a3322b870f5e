package org.ckep.trade;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.TradeApi.as;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;
import org.ckep.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may call what: a wrong token is never taken for none, and what may not be known looks like what is not there. */
@QuarkusTest
class AccessTest {
    private static final String UPLOAD = "/trade/v1/uploads?source=COMTRADE_V1";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/trade/v1/series?limit=1",
                "/trade/v1/bilateral-totals",
                "/trade/v1/mirror",
                "/trade/v1/converted-figures?source=DOTS&reporter=KR&flow=X",
                "/trade/v1/releases",
                "/trade/v1/warning-rules",
                "/trade/v1/alerts",
                "/trade/v1/indicators",
                "/trade/v1/indicators/tsi",
                "/trade/v1/indicators/tsi/values?source=DOTS&period=2020&reporter=KR",
                "/trade/v1/indicators/tsi/inputs?source=DOTS&period=2020&reporter=KR",
                "/trade/v1/codelists",
                "/trade/v1/codelists/CL_AREA/codes",
                "/trade/v1/correspondences",
                "/trade/v1/correspondences/BEC4_OVERRIDE/links",
                "/trade/v1/list-revisions/CL_AREA",
                "/trade/v1/end-uses?edition=HS22",
                "/trade/v1/end-use-totals?edition=HS22&source=DOTS&period=2020&reporter=KR&flow=X",
                "/trade/v1/sources",
                "/trade/v1/claims",
                "/trade/sdmx/v1/dataflow",
                "/trade/sdmx/v1/codelist/CKEP/CL_AREA"
            })
    void whatIsPublishedIsReadByEverybodyButNotWithAWrongToken(String path) {
        assertThat(given().get(path).statusCode()).isEqualTo(200);
        assertThat(as(Tokens.user("kr-maker")).get(path).statusCode()).isEqualTo(200);
        assertThat(as(Tokens.expired()).get(path).statusCode()).isEqualTo(401);
        assertThat(as("made.up.token").get(path).statusCode()).isEqualTo(401);
        assertThat(as(Tokens.withoutScopes()).get(path).statusCode()).isEqualTo(403);
        assertThat(as(Tokens.twoSides()).get(path).statusCode()).isBetween(401, 403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/trade/v1/uploads",
                "/trade/v1/uploads/{id}",
                "/trade/v1/uploads/{id}/errors",
                "/trade/v1/uploads/{id}/progress"
            })
    void reportsOfUploadsAreForThoseWhoUpload(String path) {
        String address = path.replace("{id}", UUID.randomUUID().toString());
        assertThat(given().get(address).statusCode()).isEqualTo(401);
        assertThat(as(Tokens.expired()).get(address).statusCode()).isEqualTo(401);
        assertThat(as(Tokens.withoutScopes()).get(address).statusCode()).isEqualTo(403);
        for (String user : new String[] {"cn-maker", "kr-checker", "secretariat"}) {
            assertThat(as(Tokens.user(user)).get(address).statusCode()).as(user).isEqualTo(403);
        }
        assertThat(as(Tokens.client("agency-kotra")).get(address).statusCode()).isEqualTo(403);
        assertThat(as(Tokens.user("cn-statistician")).get(address).statusCode())
                .isEqualTo(path.contains("{id}") ? 404 : 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sources", "claims"})
    void readersAreAddedByReleasersAlone(String records) {
        String path = "/trade/v1/" + records + "/" + UUID.randomUUID() + "/release";
        assertThat(release(given(), path)).isEqualTo(401);
        assertThat(release(as(Tokens.expired()), path)).isEqualTo(401);
        assertThat(release(as(Tokens.withoutScopes()), path)).isEqualTo(403);
        for (String user : new String[] {"cn-maker", "kr-statistician", "secretariat"}) {
            assertThat(release(as(Tokens.user(user)), path)).as(user).isEqualTo(403);
        }
        assertThat(release(as(Tokens.client("agency-kotra")), path)).isEqualTo(403);
        assertThat(release(as(Tokens.user("cn-checker")), path)).isEqualTo(404);
    }

    private static int release(RequestSpecification caller, String path) {
        return caller.contentType("application/json")
                .header("If-Match", "*")
                .body("{\"classification\": {\"level\": \"PUBLIC\"}}")
                .post(path)
                .statusCode();
    }

    @Test
    void theAuditTrailIsForAuditorsOfASide() {
        String path = "/trade/v1/audit";
        assertThat(given().get(path).statusCode()).isEqualTo(401);
        for (String user : new String[] {"cn-maker", "kr-checker", "kr-statistician", "secretariat"}) {
            assertThat(as(Tokens.user(user)).get(path).statusCode()).as(user).isEqualTo(403);
            assertThat(as(Tokens.user(user)).get(path + "?chain=COMMON").statusCode())
                    .as(user)
                    .isEqualTo(403);
        }
        assertThat(as(Tokens.user("kr-auditor")).get(path).statusCode()).isEqualTo(200);
        assertThat(as(Tokens.user("kr-auditor")).get(path + "?chain=COMMON").statusCode())
                .isEqualTo(200);
        assertThat(as(Tokens.user("cn-auditor")).get(path + "?chain=COMMON").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not-a-uuid", "urn:ckep:project:8b9f6f0e-3d5a-4a53-9a0e-0f5c8f0a7d11"})
    void anUploadThatCannotBeIsNotThere(String id) {
        Response answer = as(Tokens.user("cn-statistician")).get("/trade/v1/uploads/" + id);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.contentType()).startsWith("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({
        "nobody, 401",
        "expired, 401",
        "no-scopes, 403",
        "cn-maker, 403",
        "kr-checker, 403",
        "secretariat, 403",
        "agency, 403",
        "cn-statistician, 403",
        "kr-statistician, 201",
        "kr-ministry, 201",
        "loader, 201"
    })
    void figuresAreSentByTheOwnSidesStatisticianAndTheLoaderAlone(String caller, int status) {
        String korean = new ComtradeFile().row("cmdCode", "030110").text();
        RequestSpecification request = caller.equals("nobody") ? given().config(TradeApi.UTF8) : as(token(caller));
        assertThat(request.contentType("text/csv").body(korean).post(UPLOAD).statusCode())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"/trade/v1/uploads, PUT", "/trade/v1/series, POST", "/trade/v1/bilateral-totals, DELETE"})
    void whatIsNotOfferedIsNotTaken(String path, String method) {
        Response answer = as(Tokens.loader()).request(method, path);
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.contentType()).startsWith("application/problem+json");
    }

    @Test
    void aPeriodThatEndsBeforeItBeginsIsRefused() {
        Response answer = given().get("/trade/v1/series?startPeriod=2020&endPeriod=2019");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("errors[0].parameter")).isEqualTo("endPeriod");
    }

    /** Instants that Java knows and the database does not, as a parameter and within a cursor. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/trade/v1/series?knownAt=-999999999-01-01T00:00:00Z",
                "/trade/v1/series?knownAt=%2B999999999-01-01T00:00:00Z",
                "/trade/v1/uploads?after=eyJiZWZvcmUiOiItOTk5OTk5OTk5LTAxLTAxVDAwOjAwOjAwWiJ9"
            })
    void anInstantThatNoDatabaseKeepsIsRefused(String path) {
        assertThat(as(Tokens.loader()).urlEncodingEnabled(false).get(path).statusCode())
                .isEqualTo(400);
    }

    private static String token(String caller) {
        return switch (caller) {
            case "expired" -> Tokens.expired();
            case "no-scopes" -> Tokens.withoutScopes();
            case "agency" -> Tokens.client("agency-kotra");
            case "kr-ministry" -> Tokens.client("kr-ministry");
            case "loader" -> Tokens.loader();
            default -> Tokens.user(caller);
        };
    }
}
