package org.ckep.investment.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.util.List;
import org.ckep.investment.Records;
import org.ckep.investment.capacity.ConcentrationService.Claims;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.testing.Api;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ConcentrationTest {
    private static final Urn SITE = Urn.random("site");

    private static Claims claims(String product, @Nullable String period) {
        return new Claims(
                SITE, product, period == null ? null : FuzzyDate.parse(period), BigDecimal.ONE, BigDecimal.TEN, 1);
    }

    @Test
    void theNewestPeriodOfEachProductCounts() {
        Claims undated = claims("NAND", null);
        Claims old = claims("NAND", "2023");
        Claims half = claims("NAND", "2024-H2");
        Claims year = claims("NAND", "2024");
        Claims other = claims("DRAM", null);
        assertThat(ConcentrationService.newest(List.of(undated, half, old, year, other)))
                .containsExactly(half, other);
        assertThat(ConcentrationService.newest(List.of(undated, old))).containsExactly(old);
        assertThat(ConcentrationService.newest(List.of())).isEmpty();
    }

    @Test
    void whatIsClaimedDifferentlyStandsAsARange() {
        Api cn = Api.cnMaker();
        String source = Records.source("PRESS");
        String owner = Records.organisation();
        String site = cn.create("sites", siteOf(owner, ""));
        String smaller = cn.create("sites", siteOf(owner, ""));
        share(cn, site, source, "\"40\"", ", \"period\": \"2025\"");
        share(cn, site, source, "\"35\", \"relation\": \"APPROX\"", ", \"period\": \"2025\"");
        share(cn, site, source, "\"42\", \"relation\": \"RANGE\", \"upper\": \"45\"", ", \"period\": \"2025\"");
        share(cn, smaller, source, "\"20\"", "");
        // Older, of how little alone, of another whole, and only expected.
        share(cn, site, source, "\"60\"", ", \"period\": \"2021\"");
        share(cn, site, source, "\"90\", \"relation\": \"LE\"", ", \"period\": \"2025\"");
        cn.create(
                "capacity-shares",
                Records.share(site, source, ", \"period\": \"2025\"").replace("ORG_WORLD", "WORLD"));
        cn.create(
                "capacity-shares",
                Records.share(site, source, ", \"period\": \"2025\"")
                        .replace("ASSERTED", "EXPECTATION")
                        .replace("\"40\"", "\"99\""));

        String of = "?organisation=" + owner;
        cn.get("concentration" + of)
                .then()
                .statusCode(200)
                .body("coverage", equalTo("visible-only"))
                .body("data.site", contains(site, smaller))
                .body("data.lowestPercent", contains("35", "20"))
                .body("data.highestPercent", contains("45", "20"))
                .body("data.claims", contains(3, 1))
                .body("data.country", contains("CN", "CN"))
                .body("data[0].period.date", equalTo("2025-01-01"))
                .body("data[1].period", nullValue());
        cn.get("concentration" + of + "&minPercent=45").then().body("data.site", contains(site));
        cn.get("concentration" + of + "&minPercent=45.1").then().body("data", hasSize(0));
        cn.get("concentration" + of + "&country=KR").then().body("data", hasSize(0));
        cn.get("concentration" + of + "&sector=NONE").then().body("data", hasSize(0));
        cn.get("concentration" + of + "&modality=EXPECTATION").then().body("data.highestPercent", contains("99"));
        Api.krMaker().get("concentration" + of).then().body("data", hasSize(0));
        assertThat(cn.request()
                        .accept("text/csv")
                        .get(Api.root() + "concentration.csv" + of)
                        .asString()
                        .split("\r\n"))
                .containsExactly(
                        "organisation,organisationName.en,product,site,siteTitle.en,country,period,lowestPercent,"
                                + "highestPercent,claims",
                        owner + ",,NAND flash," + site + ",Plant,CN,2025,35,45,3",
                        owner + ",,NAND flash," + smaller + ",Plant,CN,,20,20,1");
    }

    @Test
    void whatIsNoFilterIsRefused() {
        for (String path : List.of("concentration", "concentration.csv")) {
            refused(path + "?minPercent=101", KernelProblem.INVALID_VALUE, "minPercent");
            refused(path + "?organisation=LG", KernelProblem.INVALID_VALUE, "organisation");
            refused(path + "?modality=RUMOUR", KernelProblem.INVALID_VALUE, "modality");
            refused(path + "?scope=WORLD", KernelProblem.UNKNOWN_PARAMETER, "scope");
        }
    }

    private static void refused(String path, KernelProblem type, String parameter) {
        Api.PUBLIC.request().accept("*/*").get(Api.root() + path).then().spec(problemAt(type, parameter));
    }

    private static String siteOf(String owner, String more) {
        return Records.site(more).replaceFirst("urn:ckep:organisation:[0-9a-f-]+", owner);
    }

    private static void share(Api who, String site, String source, String value, String more) {
        who.create("capacity-shares", Records.share(site, source, more).replace("\"40\"", value));
    }
}
