package org.ckep.trade.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.Map;

/** What tests expect of the report of an upload. */
final class Reports {
    private Reports() {}

    static void assertRefused(Response answer, String code) {
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.jsonPath().getString("errors[0].code")).isEqualTo(code);
        assertThat(answer.jsonPath().getString("upload.state")).isEqualTo("REFUSED");
    }

    static void assertTotals(
            JsonPath report,
            int read,
            int inserted,
            int revised,
            int unchanged,
            int rejected,
            int outside,
            int replaced) {
        assertTotals(report, read, inserted, revised, unchanged, rejected, outside, replaced, 0);
    }

    static void assertTotals(
            JsonPath report,
            int read,
            int inserted,
            int revised,
            int unchanged,
            int rejected,
            int outside,
            int replaced,
            int duplicates) {
        assertThat(report.getMap("totals", String.class, Integer.class))
                .isEqualTo(Map.of(
                        "read", read,
                        "inserted", inserted,
                        "revised", revised,
                        "unchanged", unchanged,
                        "rejected", rejected,
                        "outOfScope", outside,
                        "replaced", replaced,
                        "duplicates", duplicates,
                        "deleted", 0,
                        "withdrawn", 0));
    }
}
