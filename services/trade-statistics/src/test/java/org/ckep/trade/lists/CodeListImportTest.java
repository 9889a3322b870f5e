package org.ckep.trade.lists;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.TradeApi.as;
import static org.ckep.trade.lists.Lists.intoAreas;
import static org.ckep.trade.lists.Lists.intoList;
import static org.ckep.trade.lists.Lists.item;
import static org.ckep.trade.lists.Lists.name;
import static org.ckep.trade.lists.Lists.taken;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import javax.sql.DataSource;
import org.ckep.testing.Tokens;
import org.ckep.trade.PublicEvents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Codes and their names come by import; what a list said before stays readable. */
@QuarkusTest
class CodeListImportTest {
    private static final String OF_2007 = "?edition=HS07";

    @Inject
    DataSource dataSource;

    @Test
    void aFileBringsCodesWithWhatIsAboveThemAndNamesInThreeLanguages() throws IOException {
        Response answer = intoList("CL_COMMODITY", OF_2007 + "&status=official", """
                code,en,zh-Hans,ko,validFrom,validTo
                021011,Carcasses and half-carcasses of swine,整头及半头猪肉,돼지 도체와 이분도체,2007-01-01,2011-12-31
                021012,"Hams, shoulders and cuts thereof",,,,
                """);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        JsonPath revision = answer.jsonPath();
        assertThat(revision.getString("list")).isEqualTo("CL_COMMODITY");
        assertThat(revision.getString("side")).isEqualTo("KR");
        assertThat(revision.getInt("read")).isEqualTo(2);
        // The heading stood in no list before.
        assertThat(revision.getInt("added")).isEqualTo(3);
        assertThat(revision.getInt("changed")).isZero();

        Map<String, Object> named = item("CL_COMMODITY", "HS07_021011", "");
        assertThat(named).containsEntry("parent", "HS07_0210").containsEntry("kind", "SUBHEADING");
        assertThat(named).containsEntry("validFrom", "2007-01-01").containsEntry("validTo", "2011-12-31");
        assertThat(name(named, "en")).isEqualTo("Carcasses and half-carcasses of swine");
        assertThat(name(named, "zh-Hans")).isEqualTo("整头及半头猪肉");
        assertThat(named.get("names").toString()).contains("status=OFFICIAL").contains("status=ORIGINAL");
        assertThat(name(item("CL_COMMODITY", "HS07_0210", ""), "en")).isEqualTo("0210 (Meat and edible meat offal)");
        assertThat(given().get("/trade/sdmx/v1/codelist/CKEP/CL_COMMODITY/latest/HS07_021011")
                        .xmlPath()
                        .getList("Structure.Structures.Codelists.Codelist.Code.Name", String.class))
                .contains("돼지 도체와 이분도체");
        assertThat(PublicEvents.first(
                                "org.ckep.trade.code_list.revised.v1",
                                data -> data.path("revision").path("revision").asInt() == revision.getInt("revision")
                                        && data.path("revision")
                                                .path("list")
                                                .asText()
                                                .equals("CL_COMMODITY"))
                        .path("revision")
                        .path("added")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void theSameFileASecondTimeChangesNothing() {
        String file = "code,en\n020321,Frozen carcasses of swine\n";
        Response first = intoList("CL_COMMODITY", OF_2007, file);
        assertThat(first.statusCode()).isEqualTo(201);
        String changedAt = changedAt();
        Response second = intoList("CL_COMMODITY", OF_2007, file);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.jsonPath().getInt("revision"))
                .isGreaterThanOrEqualTo(first.jsonPath().getInt("revision"));
        assertThat(changedAt()).isEqualTo(changedAt);
    }

    private static String changedAt() {
        return given().get("/trade/v1/codelists")
                .jsonPath()
                .getString("data.find { it.id == 'CL_COMMODITY' }.changedAt");
    }

    @Test
    void whatAFileDoesNotSayStaysAndWhatItSaidBeforeIsReadable() {
        taken(intoList("CL_COMMODITY", OF_2007, "code,en,ko\n020322,Frozen hams,냉동 햄\n"));
        Response second = intoList("CL_COMMODITY", OF_2007, "code,zh,ko\n020322,冻带骨前腿,냉동 돼지 다리\n");
        JsonPath revision = second.jsonPath();
        assertThat(revision.getInt("changed")).isEqualTo(1);
        assertThat(revision.getInt("added")).isZero();

        Map<String, Object> now = item("CL_COMMODITY", "HS07_020322", "");
        assertThat(name(now, "en")).isEqualTo("Frozen hams");
        assertThat(name(now, "zh-Hans")).isEqualTo("冻带骨前腿");
        assertThat(name(now, "ko")).isEqualTo("냉동 돼지 다리");

        String at = Instant.parse(revision.getString("at")).minusNanos(1_000).toString();
        Map<String, Object> before = item("CL_COMMODITY", "HS07_020322", "&knownAt=" + at);
        assertThat(name(before, "ko")).isEqualTo("냉동 햄");
        assertThat(name(before, "zh-Hans")).isNull();
        assertThat(item("CL_COMMODITY", "HS07_020322", "&knownAt=2001-01-01T00:00:00Z"))
                .isEmpty();
        assertThat(name(item("CL_COMMODITY", "HS07_01", "&knownAt=2001-01-01T00:00:00Z"), "en"))
                .isEqualTo("Live animals");
        JsonPath revisions =
                given().get("/trade/v1/list-revisions/CL_COMMODITY?limit=500").jsonPath();
        assertThat(revisions.getList("data.revision", Integer.class)).contains(revision.getInt("revision"));
        assertThat(revisions.getList("data.revision", Integer.class)).isSortedAccordingTo((a, b) -> b - a);
    }

    @Test
    void aCustomsOfficesOwnEncodingIsRead() {
        String file = "code,zh-Hans\n020329,其他冻猪肉\n";
        Response answer = as(Tokens.user("cn-statistician"))
                .header("Content-Type", "text/csv;charset=GBK")
                .body(file.getBytes(Charset.forName("GB18030")))
                .post("/trade/v1/codelists/CL_COMMODITY/imports" + OF_2007);
        taken(answer);
        assertThat(answer.jsonPath().getString("side")).isEqualTo("CN");
        assertThat(name(item("CL_COMMODITY", "HS07_020329", ""), "zh-Hans")).isEqualTo("其他冻猪肉");
    }

    /** As many codes as an edition has. */
    @Test
    void aWholeEditionIsTakenAtOnce() throws IOException {
        StringBuilder file = new StringBuilder("code,en,zh-Hans,ko\n");
        for (int i = 0; i < 5600; i++) {
            file.append("5%05d,Article %d,物品%d,물품 %d\n".formatted(i, i, i, i));
        }
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(file.toString().getBytes(StandardCharsets.UTF_8));
        }
        Response answer = as(Tokens.user("kr-statistician"))
                .header("Content-Type", "text/csv")
                .body(zipped.toByteArray())
                .post("/trade/v1/codelists/CL_COMMODITY/imports?edition=HS02");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        assertThat(answer.jsonPath().getInt("read")).isEqualTo(5600);
        assertThat(answer.jsonPath().getInt("added")).isGreaterThanOrEqualTo(5600);
        assertThat(name(item("CL_COMMODITY", "HS02_505599", ""), "ko")).isEqualTo("물품 5599");
    }

    @Test
    void theSecretariatNamesAndAddsAreasOfNeitherSide() {
        String area = "AQ";
        Response answer = intoAreas("code,kind,en,zh-Hans,ko\n" + area + ",ECONOMY,Antarctica,南极洲,남극\n");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        assertThat(answer.jsonPath().getString("side")).isNull();
        assertThat(name(item("CL_AREA", area, ""), "zh-Hans")).isEqualTo("南极洲");
        JsonPath newest =
                given().get("/trade/v1/list-revisions/CL_AREA?limit=1").jsonPath();
        assertThat(newest.getInt("data[0].revision"))
                .isEqualTo(answer.jsonPath().getInt("revision"));
        assertThat(newest.getString("data[0].side")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "kr-statistician, CN, CN",
        "kr-statistician, HK, CN",
        "cn-statistician, KR, KR",
        "secretariat, KR, KR",
        "secretariat, MO, CN",
        "kr-statistician, US, secretariat",
        "cn-statistician, W0, secretariat"
    })
    void anAreaIsChangedByWhomItBelongsTo(String caller, String area, String owner) {
        Response refused = intoList(Tokens.user(caller), "CL_AREA", "", "code,en\n" + area + ",Elsewhere\n");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.jsonPath().getString("detail"))
                .isEqualTo("Line 2 changes " + area + ", which "
                        + (owner.equals("secretariat")
                                ? "is neither side's and changed by the secretariat alone."
                                : "statisticians of the side " + owner + " alone change."));
        assertThat(name(item("CL_AREA", area, ""), "en")).isNotEqualTo("Elsewhere");
    }

    /** A new area and a number are no side's, whatever the area's letters. */
    @ParameterizedTest
    @CsvSource({"'code,kind,en\nKRX,SPECIAL,Somewhere\n'", "'code,number\nUS,99840\n'"})
    void aStatisticianBringsNoAreasOfNeitherSide(String file) {
        Response refused = intoList("CL_AREA", "", file);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.jsonPath().getString("detail")).contains("changed by the secretariat alone");
        assertThat(item("CL_AREA", "KRX", "")).isEmpty();
    }

    @Test
    void aSidesStatisticianNamesTheOwnArea() {
        String before = name(item("CL_AREA", "KR", ""), "ko");
        Response answer = intoList("CL_AREA", "", "code,ko\nKR,우리나라\n");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        assertThat(answer.jsonPath().getString("side")).isEqualTo("KR");
        assertThat(name(item("CL_AREA", "KR", ""), "ko")).isEqualTo("우리나라");
        taken(intoList("CL_AREA", "", "code,ko\nKR," + before + "\n"));
        // The same name again is no change, so nobody is refused for a file that holds all areas.
        taken(intoList("CL_AREA", "", "code,en\nCN,China\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "nobody, 401",
        "expired, 401",
        "no-scopes, 403",
        "kr-maker, 403",
        "kr-checker, 403",
        "loader, 403",
        "agency, 403"
    })
    void onlyStatisticiansAndTheSecretariatImport(String caller, int status) {
        String token =
                switch (caller) {
                    case "expired" -> Tokens.expired();
                    case "no-scopes" -> Tokens.withoutScopes();
                    case "loader" -> Tokens.loader();
                    case "agency" -> Tokens.client("agency-kotra");
                    case "nobody" -> "";
                    default -> Tokens.user(caller);
                };
        String file = "code,en\n020110,Refused\n";
        Response answer = caller.equals("nobody")
                ? given().header("Content-Type", "text/csv")
                        .body(file.getBytes(StandardCharsets.UTF_8))
                        .post("/trade/v1/codelists/CL_COMMODITY/imports" + OF_2007)
                : intoList(token, "CL_COMMODITY", OF_2007, file);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(item("CL_COMMODITY", "HS07_020110", "")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CL_COMMODITY |                    | 400 | edition",
                "CL_COMMODITY | ?edition=HS        | 400 | edition",
                "CL_COMMODITY | ?edition=SITC4     | 400 | edition",
                "CL_COMMODITY | ?edition=HS07&status=original | 400 | status",
                "CL_COMMODITY | ?edition=HS07&colour=red | 400 | colour",
                "CL_AREA      | ?edition=HS07      | 400 | edition",
                "CL_NONE      |                    | 404 |",
                "CS_BTS       |                    | 404 |"
            })
    void wrongParametersAreNamed(String list, String parameters, int status, String parameter) {
        Response answer = intoList(list, parameters == null ? "" : parameters, "code,en\n020120,Refused\n");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        if (parameter != null) {
            assertThat(answer.jsonPath().getString("errors[0].parameter")).isEqualTo(parameter);
        }
    }

    /** Line, column and reason of what is wrong; and nothing of the file is taken. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CL_AREA | XX,ECONOMY,,                   | missing-value | /3/code",
                "CL_AREA | XX,,Nowhere,                   | missing-value | /3/code",
                "CL_AREA | US,SPECIAL,United States,      | code-in-use   | /3/kind",
                "CL_AREA | XX,ECONOMY,Nowhere,MARS        | unknown-parent | /3/parent",
                "CL_AREA | XX,ECONOMY,Nowhere,XX          | circle        | /3/parent",
                "CL_AREA | AQ,ECONOMY,Again,              | code-twice    | /3/code",
                "CL_AREA | X Y,ECONOMY,Nowhere,            | invalid-code  | /3/code",
                "CL_AREA | XX,economy,Nowhere,            | unknown-kind  | /3/kind",
                "CL_AREA | XX,COUNTRY,Nowhere,            | unknown-kind  | /3/kind",
                "CL_AREA | xx,ECONOMY,Nowhere,            | invalid-code  | /3/code",
                "CL_AREA | 991,NES_AREA,Nowhere,          | invalid-code  | /3/code",
                "CL_AREA | X,ECONOMY,Nowhere,             | invalid-code  | /3/code",
                "CL_AREA | XX@,ECONOMY,Nowhere,           | invalid-code  | /3/code",
                "CL_AREA | ABCDEFGHIJK,ECONOMY,Nowhere,   | invalid-code  | /3/code",
                "CL_AREA | XX,ECONOMY,Nowhere?? Land,     | text-destroyed | /3/en",
                "CL_MEASURE | XX,,Colour,                 | unknown-code  | /3/code"
            })
    void whatIsWrongInAFileIsNamedAndNothingIsTaken(String list, String row, String code, String pointer) {
        String first = list.equals("CL_AREA") ? "AQ,ECONOMY,Never taken," : "QTY,,Never taken,";
        String file = "code,kind,en,parent\n" + first + "\n" + row + "\n";
        Response answer = list.equals("CL_AREA") ? intoAreas(file) : intoList(list, "", file);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(422);
        assertThat(answer.jsonPath().getString("errors[0].code")).isEqualTo(code);
        assertThat(answer.jsonPath().getString("errors[0].pointer")).isEqualTo(pointer);
        assertThat(item(list, "XX", "")).isEmpty();
        assertThat(name(item(list, first.substring(0, first.indexOf(',')), ""), "en"))
                .isNotEqualTo("Never taken");
    }

    /** The way up of each is looked at once: one by one they would be two hundred million steps. */
    @Test
    void aLongChainOfAreasIsFollowedAndItsCircleIsFound() {
        StringBuilder file = new StringBuilder("code,kind,en,parent\n");
        for (int i = 0; i < 20_000; i++) {
            file.append("Z%05d,SPECIAL,Place %d,Z%05d\n".formatted(i, i, i == 19_999 ? 19_998 : i + 1));
        }
        Response answer = intoAreas(file.toString());
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(422);
        assertThat(answer.jsonPath().getString("detail")).isEqualTo("Nothing was taken: 20000 faults in the file.");
        assertThat(answer.jsonPath().getList("errors.code", String.class)).containsOnly("circle");
        assertThat(item("CL_AREA", "Z19999", "")).isEmpty();
    }

    /** What a list said at an instant stays readable where the clock was set back after a change. */
    @Test
    void aRevisionComesAfterTheChangeBeforeWhateverTheClockSays() throws SQLException {
        String setChange = "update artefact set changed_at = '%s' where agency = 'CKEP' and id = 'CL_TRADE_SYSTEM'";
        Instant change = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Instant ahead = change.plus(1, ChronoUnit.HOURS);
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(setChange.formatted(ahead))).isEqualTo(1);
            try {
                Response answer = intoList("CL_TRADE_SYSTEM", "", "code,ko\nG,일반무역\n");
                assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
                assertThat(Instant.parse(answer.jsonPath().getString("at"))).isEqualTo(ahead.plusNanos(1_000));
            } finally {
                statement.executeUpdate(setChange.formatted(change));
            }
        }
    }

    @Test
    void namesOfListsWhoseCodesAreFixedCanBeChanged() {
        taken(intoList("CL_VALUATION", "", "code,ko\nCIF,운임·보험료 포함 가격\n"));
        assertThat(name(item("CL_VALUATION", "CIF", ""), "ko")).isEqualTo("운임·보험료 포함 가격");
    }

    @Test
    void otherTypesAreNotRead() {
        assertThat(as(Tokens.user("kr-statistician"))
                        .contentType("application/json")
                        .body("{}")
                        .post("/trade/v1/codelists/CL_COMMODITY/imports" + OF_2007)
                        .statusCode())
                .isEqualTo(415);
    }

    /** Uploads add codes, too: whoever changes the list waits for them a while, and neither waits for the other for ever. */
    @Test
    void anImportWaitsForAMergeOnlySoLong() throws SQLException {
        String file = "code,en\n020410,Carcasses of lamb\n";
        try (Connection merging = dataSource.getConnection();
                Statement statement = merging.createStatement()) {
            merging.setAutoCommit(false);
            statement.execute("select pg_advisory_xact_lock(7414, 0)");
            Response late = intoList("CL_COMMODITY", OF_2007, file);
            assertThat(late.statusCode()).as(late.asString()).isEqualTo(503);
            merging.rollback();
        }
        assertThat(item("CL_COMMODITY", "HS07_020410", "")).isEmpty();
        assertThat(intoList("CL_COMMODITY", OF_2007, file).statusCode()).isEqualTo(201);
    }

    @Test
    void revisionsOfWhatIsNoListAreNotThere() {
        assertThat(given().get("/trade/v1/list-revisions/CL_NONE").statusCode()).isEqualTo(404);
        assertThat(given().get("/trade/v1/list-revisions/HS22_HS17").statusCode())
                .isEqualTo(200);
    }
}
