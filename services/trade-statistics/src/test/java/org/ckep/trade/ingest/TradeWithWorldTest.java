package org.ckep.trade.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.ingest.SdmxCsvFile.row;
import static org.ckep.trade.ingest.SdmxCsvFile.send;
import static org.ckep.trade.ingest.SdmxCsvFile.value;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.ckep.trade.ComtradeFile;
import org.ckep.trade.TradeApi;
import org.junit.jupiter.api.Test;

/** The figures about the world stand once more in a table of their own, which every merge keeps like the figures themselves. */
@QuarkusTest
class TradeWithWorldTest {
    private static final String DIFFERENCE = """
            with figure as (
                select s.source, s.frequency, s.flow, s.edition, o.period, s.reporter, s.commodity, o.valid_from, o.valid_to,
                       o.value, o.net_weight, o.valuation
                from trade_series s join trade_observation o on o.series_id = s.id
                where s.partner = 'W0' and o.value is not null)
            select count(*) from (
                (select * from figure except all select * from trade_with_world)
                union all
                (select * from trade_with_world except all select * from figure)) as different""";

    private static final String STATES = """
            select commodity || ' ' || period || ' ' || trim_scale(value)
                   || case when valid_to is null then '' else ' replaced' end
            from trade_with_world where commodity = '722310' order by commodity, period, valid_from""";

    @Inject
    DataSource dataSource;

    @Test
    void itHoldsEveryStateOfEveryFigureAboutTheWorld() throws SQLException {
        send(about("M", "2020", "5", ""), about("M", "2021", "6", ""), value("M", "722310", "2021", "1", "", ""));
        assertThat(texts(STATES)).containsExactly("722310 2020-01-01 5", "722310 2021-01-01 6");
        assertThat(texts(DIFFERENCE)).containsExactly("0");

        send(about("M", "2020", "7", ""), about("D", "2021", "", ""));
        assertThat(texts(STATES))
                .containsExactly("722310 2020-01-01 5 replaced", "722310 2020-01-01 7", "722310 2021-01-01 6 replaced");
        assertThat(texts(DIFFERENCE)).containsExactly("0");

        // A value that is kept back is none.
        send(about("M", "2020", "", "Q"));
        assertThat(texts(STATES))
                .containsExactly(
                        "722310 2020-01-01 5 replaced", "722310 2020-01-01 7 replaced", "722310 2021-01-01 6 replaced");
        assertThat(texts(DIFFERENCE)).containsExactly("0");
    }

    @Test
    void aFileOfWholeRowsBringsAndReplacesThemToo() throws SQLException {
        String before = texts("select count(*)::text from trade_with_world").get(0);
        upload("10");
        upload("10");
        upload("20");
        assertThat(texts("select (count(*) - " + before + ")::text from trade_with_world"))
                .containsExactly("2");
        assertThat(texts(DIFFERENCE)).containsExactly("0");
    }

    private static void upload(String value) {
        ComtradeFile file = new ComtradeFile();
        file.row(
                "period",
                "1957",
                "refPeriodId",
                "19570101",
                "partnerCode",
                "0",
                "cmdCode",
                "722320",
                "primaryValue",
                value);
        assertThat(TradeApi.upload(file.text(), "source=COMTRADE_V1").statusCode())
                .isEqualTo(201);
    }

    /** A row of Korea's imports from the world. */
    private static String about(String action, String period, String amount, String status) {
        return row(action, "722310", "TRADE_VALUE", period, amount, "USD", "", status, "")
                .replace(",CN,C00,", ",W0,C00,");
    }

    private List<String> texts(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }
}
