package org.ckep.trade.sdmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.TradeApi.upload;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.ckep.trade.ComtradeFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import sdmxdl.Connection;
import sdmxdl.DatabaseRef;
import sdmxdl.Detail;
import sdmxdl.Flow;
import sdmxdl.FlowRef;
import sdmxdl.Key;
import sdmxdl.Languages;
import sdmxdl.Query;
import sdmxdl.Series;
import sdmxdl.Structure;
import sdmxdl.web.SdmxWebManager;
import sdmxdl.web.WebSource;
import sdmxdl.web.spi.WebCaching;

/** An independent client reads flows, structure and figures as it reads those of any statistical office. */
@QuarkusTest
class SdmxClientTest {
    private static final FlowRef ANNUAL = FlowRef.of("CKEP", "DF_BTS_COMTRADE_A", "1.0.0");

    @Inject
    DataSource dataSource;

    @TestHTTPResource("/trade/sdmx/v1")
    URI root;

    @Test
    void theClientFindsTheFlowsAndTheirStructure() throws IOException {
        try (Connection connection = connect("ko")) {
            Collection<Flow> flows = connection.getFlows(DatabaseRef.NO_DATABASE);
            assertThat(flows)
                    .filteredOn(flow -> flow.getRef().getAgency().equals("CKEP"))
                    .extracting(flow -> flow.getRef().getId())
                    .containsExactlyInAnyOrder(
                            "DF_BTS_COMTRADE_A",
                            "DF_BTS_COMTRADE_M",
                            "DF_BTS_NATIONAL_A",
                            "DF_BTS_NATIONAL_M",
                            "DF_IMTS_COMPACT_A");

            Structure structure =
                    connection.getMeta(DatabaseRef.NO_DATABASE, ANNUAL).getStructure();
            assertThat(structure.getDimensions())
                    .extracting(dimension -> dimension.getId())
                    .containsExactly(
                            "FREQ",
                            "REF_AREA",
                            "TRADE_FLOW",
                            "COMMODITY_1",
                            "COUNTERPART_AREA_1",
                            "CUSTOMS_PROC",
                            "MEASURE");
            assertThat(structure.getTimeDimensionId()).isEqualTo("TIME_PERIOD");
            assertThat(structure.getDimensions().get(1).getCodes()).containsEntry("KR", "대한민국");
        }
    }

    @Test
    void theClientReadsSubmittedStructures() throws IOException {
        String name = SubmittedMessages.newId("C");
        assertThat(SubmittedMessages.korean(SubmittedMessages.ML_3_0, SubmittedMessages.ports(name, "1.0.0"))
                        .statusCode())
                .isEqualTo(201);
        try (Connection connection = connect("ko")) {
            FlowRef ports = FlowRef.of("KCS", "DF_" + name, "1.0.0");
            assertThat(connection.getFlows(DatabaseRef.NO_DATABASE))
                    .extracting(flow -> flow.getRef())
                    .contains(ports);
            Structure structure =
                    connection.getMeta(DatabaseRef.NO_DATABASE, ports).getStructure();
            assertThat(structure.getDimensions())
                    .extracting(dimension -> dimension.getId())
                    .containsExactly("FREQ", "PORT");
            assertThat(structure.getDimensions().get(1).getName()).isEqualTo("항구");
            assertThat(structure.getDimensions().get(1).getCodes()).containsOnlyKeys("PUS", "INC");
            assertThat(structure.getAttributes())
                    .extracting(attribute -> attribute.getId())
                    .containsExactlyInAnyOrder("OPERATOR", "NOTE");
            assertThat(structure.getTimeDimensionId()).isEqualTo("TIME_PERIOD");
        }
    }

    @ParameterizedTest
    @EnumSource(Detail.class)
    void theClientReadsWhatWasUploaded(Detail detail) throws IOException {
        Random random = new Random();
        String commodity = Integer.toString(910_000 + random.nextInt(9_999));
        int value = 1_000 + random.nextInt(1_000_000);
        upload(
                new ComtradeFile()
                        .row(
                                "cmdCode",
                                commodity,
                                "period",
                                "2021",
                                "primaryValue",
                                Integer.toString(value),
                                "cifvalue",
                                "0")
                        .row("cmdCode", commodity, "period", "2022", "primaryValue", value + ".25", "cifvalue", "0")
                        .row("cmdCode", commodity, "period", "2022", "partnerCode", "842")
                        .text(),
                "source=COMTRADE_V1");
        try (Connection connection = connect("en")) {
            Key key = Key.of("", "KR", "M", "HS22_" + commodity, "", "", "TRADE_VALUE");
            Query query = Query.builder().key(key).detail(detail).build();
            List<Series> series = connection
                    .getDataStream(DatabaseRef.NO_DATABASE, ANNUAL, query)
                    .collect(Collectors.toList());
            assertThat(series).hasSize(2);
            Series fromChina = series.stream()
                    .filter(candidate -> candidate.getKey().get(4).equals("CN"))
                    .findFirst()
                    .orElseThrow();
            if (detail == Detail.FULL || detail == Detail.DATA_ONLY) {
                assertThat(fromChina.getObs())
                        .extracting(obs -> obs.getValue())
                        .containsExactly((double) value, value + 0.25);
                assertThat(fromChina.getObs().first().getPeriod().toString()).startsWith("2021-01-01");
            } else {
                assertThat(fromChina.getObs()).isEmpty();
            }
        }
    }

    /**
     * Whatever the flow and its frequency: as many series and observations as the database holds. The client reads no
     * structure with a dimension without code list, as the United Nations' has one.
     */
    @ParameterizedTest
    @CsvSource({
        "DF_BTS_COMTRADE_A, COMTRADE_V1, A",
        "DF_BTS_COMTRADE_M, COMTRADE_V1, M",
        "DF_BTS_NATIONAL_A, NATIONAL, A",
        "DF_BTS_NATIONAL_M, NATIONAL, M"
    })
    void theClientCountsWhatTheDatabaseCounts(String flow, String source, String frequency)
            throws IOException, SQLException {
        String product = FreshProduct.code();
        ComtradeFile file = new ComtradeFile();
        for (String[] figure : new String[][] {{"156", "1"}, {"156", "2"}, {"156", "3"}, {"842", "2"}, {"392", "1"}}) {
            boolean months = frequency.equals("M");
            String period = months ? "20220" + figure[1] : "202" + figure[1];
            file.row(
                    "cmdCode",
                    product,
                    "freqCode",
                    frequency,
                    "period",
                    period,
                    "refMonth",
                    months ? figure[1] : "52",
                    "partnerCode",
                    figure[0],
                    "primaryValue",
                    "1" + figure[1],
                    "cifvalue",
                    "0",
                    "netWgt",
                    figure[0].equals("392") ? "" : "7");
        }
        Response answer = upload(file.text(), "source=" + source);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        assertThat(answer.jsonPath().getInt("totals.inserted")).isEqualTo(5);
        try (Connection connection = connect("en")) {
            String[] key = new String[7];
            Arrays.fill(key, "");
            key[3] = "HS22_" + product;
            List<Series> series = connection
                    .getDataStream(
                            DatabaseRef.NO_DATABASE,
                            FlowRef.of("CKEP", flow, "1.0.0"),
                            Query.builder().key(Key.of(key)).detail(Detail.FULL).build())
                    .collect(Collectors.toList());
            long[] counts = counted(source, frequency, product);
            assertThat(counts[0]).isGreaterThan(3);
            assertThat((long) series.size()).isEqualTo(counts[0]);
            assertThat(series.stream().mapToLong(one -> one.getObs().size()).sum())
                    .isEqualTo(counts[1]);
        }
    }

    private long[] counted(String source, String frequency, String product) throws SQLException {
        String sql = """
                select count(distinct (series, measure)), count(*)
                from (select o.series_id as series, m.measure
                      from trade_series s join trade_observation o on o.series_id = s.id and o.valid_to is null
                      cross join lateral (values ('value', o.value), ('weight', o.net_weight), ('quantity', o.quantity))
                          as m (measure, amount)
                      where s.source = ? and s.frequency = ? and s.commodity = ? and m.amount is not null) told""";
        try (java.sql.Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, source);
            select.setString(2, frequency);
            select.setString(3, product);
            try (ResultSet row = select.executeQuery()) {
                assertThat(row.next()).isTrue();
                return new long[] {row.getLong(1), row.getLong(2)};
            }
        }
    }

    private Connection connect(String language) throws IOException {
        WebSource source = WebSource.builder()
                .id("CKEP")
                .name("en", "CKEP")
                .driver("RI_SDMX21")
                .endpoint(root)
                .build();
        // Without the client's cache, which keeps structures from before an upload.
        SdmxWebManager manager = SdmxWebManager.ofServiceLoader().toBuilder()
                .caching(WebCaching.noOp())
                .build();
        return manager.getConnection(source, Languages.parse(language));
    }
}
