package org.ckep.trade.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.TradeApi.as;
import static org.ckep.trade.TradeApi.upload;
import static org.ckep.trade.ingest.Reports.assertRefused;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.ckep.testing.Tokens;
import org.ckep.trade.ComtradeFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fault 15: files of which the end is missing change nothing. */
@QuarkusTest
class UploadCutOffTest {
    private static final String QUERY = "source=COMTRADE_V1";

    @ParameterizedTest
    @CsvSource({"020711, false, accept", "020712, true, accept", "020713, false, reject"})
    void f15_aFileThatEndsInTheMiddleOfARowChangesNothing(String commodity, boolean carriageReturns, String onError) {
        String whole = new ComtradeFile()
                .lineEnd(carriageReturns ? "\r\n" : "\n")
                .row("cmdCode", commodity)
                .row("cmdCode", commodity, "partnerCode", "842")
                .text();
        Response answer = upload(whole.substring(0, whole.length() - 40), QUERY + "&onError=" + onError);

        assertRefused(answer, "cut-off");
        assertThat(answer.jsonPath().getString("detail")).contains("line 3", "of 47 cells");
        assertThat(answer.jsonPath().getString("upload.refusal.code")).isEqualTo("cut-off");
        assertThat(answer.jsonPath().getInt("upload.totals.read")).isEqualTo(2);
        assertThat(answer.jsonPath().getInt("upload.totals.rejected")).isEqualTo(1);
        JsonPath errors = as(Tokens.loader())
                .get(answer.jsonPath().getString("upload.errors"))
                .jsonPath();
        assertThat(errors.getList("data.row", Integer.class)).containsExactly(3);
        assertThat(errors.getList("data.code", String.class)).containsExactly("CUT_OFF");
        assertThat(errors.getString("data[0].text.en")).contains("ends in the middle", "of 47 cells");
        assertThat(errors.getString("data[0].text.zh-Hans")).contains("47", "中断");
        assertThat(errors.getString("data[0].text.ko")).contains("47", "끊겼습니다");
        assertThat(series(commodity)).isEmpty();
    }

    /** The last line end is no part of the format, and a short row further up is that row's fault alone. */
    @Test
    void f15_aWholeLastRowNeedsNoLineEndAndAShortOneWithItIsBrokenAlone() {
        String whole = new ComtradeFile().row("cmdCode", "020714").text();
        assertThat(upload(whole.strip(), QUERY).statusCode()).isEqualTo(201);
        assertThat(series("020714")).hasSize(1);

        Response shortRow = upload(new ComtradeFile().row("cmdCode", "020741").text() + "C,A,20230101\n", QUERY);
        assertThat(shortRow.statusCode()).isEqualTo(201);
        assertThat(shortRow.jsonPath().getInt("totals.rejected")).isEqualTo(1);
        assertThat(series("020741")).hasSize(1);
    }

    /** A cut within the last cell shows in nothing but the digest. */
    @ParameterizedTest
    @CsvSource({
        "020742, Content-Digest, SHA-256",
        "020743, Content-Digest, SHA-512",
        "020744, Repr-Digest, SHA-256",
        "020745, Repr-Digest, SHA-512"
    })
    void f15_aFileOfAnotherDigestThanItsSenderNamesChangesNothing(String commodity, String header, String algorithm) {
        byte[] whole = file(commodity);
        byte[] cut = Arrays.copyOf(whole, whole.length - 1);
        String digest = "md5=:AAAA:, " + digest(algorithm, whole) + ";note=1";

        Response damaged = request(header, digest).body(cut).post("/trade/v1/uploads?" + QUERY);
        assertRefused(damaged, "other-digest");
        assertThat(damaged.jsonPath().getString("detail")).contains(header, algorithm.toLowerCase(Locale.ROOT));
        assertThat(series(commodity)).isEmpty();

        Response right = request(header, digest).body(whole).post("/trade/v1/uploads?" + QUERY);
        assertThat(right.statusCode()).as(right.asString()).isEqualTo(201);
        assertThat(series(commodity)).hasSize(1);
    }

    /** What is compressed is what is digested. */
    @Test
    void f15_theDigestIsThatOfTheCompressedBytes() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(file("020751"));
        }
        Response answer = request("Content-Digest", digest("SHA-256", out.toByteArray()))
                .header("Content-Encoding", "gzip")
                .body(out.toByteArray())
                .post("/trade/v1/uploads?" + QUERY);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
    }

    /** Each line of a header counts, and unknown algorithms say nothing. */
    @Test
    void f15_everyDigestThatIsNamedMustBeRight() {
        byte[] file = file("020752");
        Response answer = as(Tokens.loader())
                .contentType("text/csv")
                .header("Content-Digest", "unixsum=:Aw==:", digest("SHA-256", file))
                .header("Repr-Digest", digest("SHA-256", file("020753")))
                .body(file)
                .post("/trade/v1/uploads?" + QUERY);
        assertRefused(answer, "other-digest");
        assertThat(answer.jsonPath().getString("detail")).contains("Repr-Digest");
        assertThat(request("Content-Digest", "unixsum=:Aw==:, id-sha-256=?0")
                        .body(file)
                        .post("/trade/v1/uploads?" + QUERY)
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void f15_aRepetitionThatComesDamagedIsNoRepetition() {
        byte[] file = file("020754");
        assertThat(repeat(file, digest("SHA-256", file)).statusCode()).isEqualTo(201);
        Response damaged = repeat(file, digest("SHA-512", file("020755")));
        assertThat(damaged.statusCode()).isEqualTo(422);
        assertThat(damaged.jsonPath().getString("errors[0].code")).isEqualTo("other-digest");
        assertThat(repeat(file, digest("SHA-512", file)).header("Idempotency-Replayed"))
                .isEqualTo("true");
    }

    private static Response repeat(byte[] file, String digest) {
        return request("Content-Digest", digest)
                .header("Idempotency-Key", "cut-off-020754")
                .body(file)
                .post("/trade/v1/uploads?" + QUERY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sha-256",
                "sha-256=abc",
                "sha-256=:AAAA:",
                "sha-512=:AAAA:",
                "sha-256=:!:",
                "SHA-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:",
                "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:,"
            })
    void aDigestThatCannotBeReadIsRefusedByItsHeader(String digest) {
        for (String header : List.of("Content-Digest", "Repr-Digest")) {
            Response answer = request(header, digest).body(file("020760")).post("/trade/v1/uploads?" + QUERY);
            assertThat(answer.statusCode()).as(digest).isEqualTo(400);
            assertThat(answer.jsonPath().getString("errors[0].parameter")).isEqualTo(header);
        }
    }

    private static RequestSpecification request(String header, String value) {
        return as(Tokens.loader()).contentType("text/csv").header(header, value);
    }

    private static byte[] file(String commodity) {
        return new ComtradeFile().row("cmdCode", commodity).text().getBytes(StandardCharsets.UTF_8);
    }

    private static String digest(String algorithm, byte[] content) {
        try {
            return algorithm.toLowerCase(Locale.ROOT) + "=:"
                    + Base64.getEncoder()
                            .encodeToString(MessageDigest.getInstance(algorithm).digest(content))
                    + ":";
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static List<Object> series(String commodity) {
        return given().get("/trade/v1/series?commodity=" + commodity).jsonPath().getList("data");
    }
}
