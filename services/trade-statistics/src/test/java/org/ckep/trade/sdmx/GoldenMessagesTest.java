package org.ckep.trade.sdmx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.ckep.kernel.value.Language;
import org.ckep.trade.observation.Frequency;
import org.ckep.trade.observation.Period;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Messages are what a reader of the standard would write by hand: the files under {@code sdmx} were, with line breaks and
 * indents that the messages do not have.
 */
class GoldenMessagesTest {
    private static final String KEY = "dataflow/CKEP/DF_A/1.0.0/A.KR.M.*.CN";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CSV_1_0||data-1.0.csv",
                "CSV_2_0||data-2.0.csv",
                "CSV_2_1|attributes=none|data-2.1-reduced.csv",
                "GENERIC_DATA||generic-2.1.xml",
                "GENERIC_DATA|dimensionAtObservation=AllDimensions&attributes=none|generic-2.1-flat.xml",
                "GENERIC_DATA|dimensionAtObservation=MEASURE&attributes=none|generic-2.1-measure.xml",
                "STRUCTURE_SPECIFIC_DATA||specific-2.1.xml",
                "STRUCTURE_SPECIFIC_TIME_SERIES|attributes=none|specific-2.1-timeseries.xml",
                "DATA_XML_3_0||specific-3.0.xml",
                "DATA_XML_3_0|dimensionAtObservation=MEASURE&attributes=none|specific-3.0-measure.xml",
                "DATA_JSON_1_0||data-1.0.json",
                "DATA_JSON_2_0||data-2.0.json",
                "DATA_JSON_2_1|dimensionAtObservation=AllDimensions&attributes=none|data-2.1-flat.json"
            })
    void dataAreWrittenAsByHand(SdmxFormat format, String parameters, String file) throws IOException {
        DataQuery query = Samples.data(KEY + (parameters == null ? "" : "?" + parameters));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataWriter writer = writer(Utf8Output.to(bytes), query, format);
        writer.begin();
        writer.beginDataSet(query.targets().getFirst(), SetAction.of(query, null));
        boolean across = query.dimensionAtObservation().equals("MEASURE");
        for (DataRow row : across ? rowsAcross(query) : rowsAlongTime(query)) {
            writer.write(row);
        }
        writer.endDataSet();
        writer.end();
        assertThat(bytes.toString(UTF_8)).isEqualTo(golden(file));
    }

    /** A whole number of thousand series does not grow with them in memory; here it shows that pieces are joined right. */
    @Test
    void aLongMessageIsHandedOnInPieces() throws IOException {
        DataQuery query = Samples.data(KEY);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataWriter writer = writer(Utf8Output.to(bytes), query, SdmxFormat.CSV_1_0);
        writer.begin();
        writer.beginDataSet(query.targets().getFirst(), SetAction.of(query, null));
        for (int i = 0; i < 5_000; i++) {
            writer.write(row(query, i == 0, "TRADE_VALUE", "2020", Integer.toString(i), "USD", "2", "CIF"));
        }
        writer.end();
        String[] lines = bytes.toString(UTF_8).split("\r\n", -1);
        assertThat(lines).hasSize(5_002);
        assertThat(lines[4_999])
                .isEqualTo("CKEP:DF_A(1.0.0),A,KR,M,HS22_282520,CN,C00,TRADE_VALUE,2020,4998,USD,0,2,A,F,G,CIF");
    }

    private static DataWriter writer(Utf8Output out, DataQuery query, SdmxFormat format) {
        return switch (format.syntax()) {
            case CSV ->
                new CsvWriter(
                        out,
                        query,
                        new Negotiation.Chosen(format, CsvOptions.PLAIN),
                        structure -> new Labels(Map.of(), Map.of()),
                        Language.EN);
            case JSON ->
                new JsonDataWriter(
                        out,
                        query,
                        format,
                        Samples.THEN,
                        Language.EN,
                        List.of(new JsonDataWriter.Listed(
                                query.targets().getFirst(),
                                new Availability(
                                        List.of(
                                                List.of("A"),
                                                List.of("KR"),
                                                List.of("M"),
                                                List.of("HS22_282520"),
                                                List.of("CN"),
                                                List.of("C00"),
                                                List.of("NET_WEIGHT", "TRADE_VALUE")),
                                        period("2020"),
                                        period("2021"),
                                        2,
                                        3),
                                new Labels(Map.of(), Map.of()))));
            case XML ->
                format == SdmxFormat.GENERIC_DATA
                        ? new GenericDataWriter(out, query, format, Samples.THEN)
                        : new SpecificDataWriter(out, query, format, Samples.THEN);
        };
    }

    private static Period period(String year) {
        Optional<Period> period = Period.parse(year);
        assertThat(period.orElseThrow().frequency()).isEqualTo(Frequency.A);
        return period.orElseThrow();
    }

    private static List<DataRow> rowsAlongTime(DataQuery query) {
        return List.of(
                row(query, true, "NET_WEIGHT", "2021", "12.5", "KG", "3", null),
                row(query, true, "TRADE_VALUE", "2020", "1000", "USD", "2", "CIF"),
                row(query, false, "TRADE_VALUE", "2021", "2000.25", "USD", "2", "UNKNOWN"));
    }

    private static List<DataRow> rowsAcross(DataQuery query) {
        return List.of(
                row(query, true, "TRADE_VALUE", "2020", "1000", "USD", "2", "CIF"),
                row(query, true, "NET_WEIGHT", "2021", "12.5", "KG", "3", null),
                row(query, false, "TRADE_VALUE", "2021", "2000.25", "USD", "2", "UNKNOWN"));
    }

    private static DataRow row(
            DataQuery query,
            boolean startsSeries,
            String measure,
            String period,
            String value,
            String unit,
            String decimals,
            @Nullable String valuation) {
        DataRow row = new DataRow(DataStructure.BTS, SetAction.of(query, null));
        String[] key = {"A", "KR", "M", "HS22_282520", "CN", "C00", measure};
        for (int i = 0; i < key.length; i++) {
            row.dimensions[i] = key[i].getBytes(UTF_8);
        }
        row.startsSeries = startsSeries;
        row.period = period.getBytes(UTF_8);
        row.value = value.getBytes(UTF_8);
        if (query.detail().hasObservationAttributes()) {
            String[] attributes = {unit, "0", decimals, "A", "F", "G", valuation};
            for (int i = 0; i < attributes.length; i++) {
                row.attributes[i] = attributes[i] == null ? null : attributes[i].getBytes(UTF_8);
            }
        }
        return row;
    }

    /** The file as a message: CSV with its own line ends, the others without the line breaks and indents. */
    static String golden(String file) throws IOException {
        try (InputStream in = GoldenMessagesTest.class.getResourceAsStream("/sdmx/" + file)) {
            String text = new String(Objects.requireNonNull(in, file).readAllBytes(), UTF_8);
            return file.endsWith(".csv") ? text.replace("\n", "\r\n") : text.replaceAll("\n *", "");
        }
    }
}
