package org.ckep.trade.sdmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.TradeApi.upload;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.ckep.trade.ComtradeFile;
import org.junit.jupiter.api.Test;

/** What is kept up of a dataset by each merge is what counting its figures finds. */
@QuarkusTest
class DatasetContentTest {
    private static final String HEADER = "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,TRADE_FLOW,COMMODITY_1,"
            + "COUNTERPART_AREA_1,CUSTOMS_PROC,MEASURE,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE\n";
    private static final String CODE = "871310";

    @Inject
    Readings readings;

    @Inject
    Dataflows dataflows;

    @Inject
    Availabilities availabilities;

    @Test
    void itFollowsWhatComesChangesAndGoes() throws SQLException {
        String unknown = "HS22_" + CODE;
        assertThat(kept().codes().toString()).doesNotContain(unknown);
        send(new ComtradeFile()
                .row("cmdCode", CODE, "period", "1952", "netWgt", "")
                .row("cmdCode", CODE, "period", "1953")
                .row("cmdCode", CODE, "period", "1953", "partnerCode", "300"));
        assertThat(kept().codes().toString()).contains(unknown, "GR");

        // A measure comes to a figure that is revised, and goes from another.
        send(new ComtradeFile()
                .row("cmdCode", CODE, "period", "1952", "primaryValue", "7", "cifvalue", "7")
                .row("cmdCode", CODE, "period", "1953", "netWgt", ""));
        kept();
        // Nothing changes.
        send(new ComtradeFile().row("cmdCode", CODE, "period", "1952", "primaryValue", "7", "cifvalue", "7"));
        kept();
        delete("GR", "NET_WEIGHT", "1953");
        kept();
        delete("GR", "", "");
        delete("CN", "", "1952");
        Availability left = kept();
        assertThat(left.codes().toString()).contains(unknown);
        delete("CN", "", "");
        assertThat(kept().codes().toString()).doesNotContain(unknown);
    }

    private static void send(ComtradeFile file) {
        assertThat(upload(file.text(), "source=COMTRADE_V1").statusCode()).isEqualTo(201);
    }

    private static void delete(String partner, String measure, String period) {
        String row = String.join(
                ",",
                "dataflow",
                "CKEP:DF_BTS_COMTRADE_A(1.0.0)",
                "D",
                "A",
                "KR",
                "M",
                "HS22_" + CODE,
                partner,
                "C00",
                measure,
                period,
                "",
                "");
        assertThat(upload(HEADER + row + "\n", "source=COMTRADE_V1").statusCode())
                .isEqualTo(201);
    }

    /** What is kept, after it was compared. */
    private Availability kept() throws SQLException {
        Dataflow flow = dataflows.all().flow("DF_BTS_COMTRADE_A").orElseThrow();
        DataTarget all = new DataTarget(flow, DataTarget.Usage.DATAFLOW, null, Selection.all(flow.structure()));
        try (Reading reading = readings.begin(new Caller(() -> {}))) {
            Availability kept = availabilities.of(reading.connection(), all);
            assertThat(kept).isEqualTo(Availabilities.count(reading.connection(), all));
            return kept;
        }
    }
}
