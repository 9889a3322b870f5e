package org.ckep.trade.sdmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.TradeApi.upload;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.ckep.trade.ComtradeFile;
import org.ckep.trade.sdmx.Component.Content;
import org.ckep.trade.sdmx.DataTarget.Usage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the database is to find the rows of a data set. */
@QuarkusTest
class ExtractionTest {
    @Inject
    @io.quarkus.agroal.DataSource("reading")
    DataSource dataSource;

    @Inject
    Dataflows dataflows;

    /** Of the whole order of the answer only what is wanted is passed by; what lies scattered in it is sorted. */
    @ParameterizedTest
    @CsvSource({"REPORTER, off", "PARTNER, on"})
    void onlyScatteredSeriesAreSorted(Content fixed, String sorting) throws SQLException {
        Dataflow flow = dataflows.all().flow("DF_BTS_COMTRADE_A").orElseThrow();
        DataStructure structure = flow.structure();
        List<Set<String>> key = Selection.wildcards(structure);
        key.set(Selection.position(structure, fixed), Set.of("KR"));
        Selection selection = new Selection(List.of(key), List.of(), Selection.EARLIEST, Selection.LATEST, Vintage.NOW);
        DataTarget target = new DataTarget(flow, Usage.DATAFLOW, null, selection);
        DataQuery query = new DataQuery(
                List.of(target), null, 1, Component.TIME_PERIOD, Detail.FULL, Sort.STANDARD, 0, Long.MAX_VALUE);
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (Extraction rows = Extraction.open(connection, target, query, Vintage.Part.STATE);
                    Statement statement = connection.createStatement();
                    ResultSet setting = statement.executeQuery("show enable_sort")) {
                setting.next();
                assertThat(setting.getString(1)).isEqualTo(sorting);
            }
            connection.rollback();
        }
    }

    /** An answer of changes looks at what has changed alone, where that is little of a large dataflow. */
    @Test
    void changesAreLookedForInTheSeriesThatHaveSome() throws SQLException {
        upload(new ComtradeFile().row("cmdCode", "430110").text(), "source=COMTRADE_V1");
        Instant before = dataflows.all().flow("DF_BTS_COMTRADE_A").orElseThrow().revisedAt();
        upload(
                new ComtradeFile()
                        .row("cmdCode", "430110", "primaryValue", "7", "cifvalue", "7")
                        .text(),
                "source=COMTRADE_V1");
        Dataflow flow = dataflows.all().flow("DF_BTS_COMTRADE_A").orElseThrow();
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            assertThat(ChangedSeries.of(connection, changed(flow, before, Set.of()), 10))
                    .hasSize(1);
            assertThat(ChangedSeries.of(connection, changed(flow, before, Set.of()), 0))
                    .isNull();
            assertThat(ChangedSeries.of(connection, changed(flow, null, Set.of()), 10))
                    .isNull();
            assertThat(ChangedSeries.of(connection, changed(flow, flow.revisedAt(), Set.of()), 10))
                    .isEmpty();
            // One product is found by the index of the series.
            assertThat(ChangedSeries.of(connection, changed(flow, before, Set.of("HS22_430110")), 10))
                    .isNull();
            connection.rollback();
        }
    }

    /** Series that are known by their number are sorted; those of the next data set come in the order of the index. */
    @Test
    void sortingIsAllowedToTheDataSetThatNeedsItAlone() throws SQLException {
        upload(new ComtradeFile().row("cmdCode", "430120").text(), "source=COMTRADE_V1");
        Instant before = dataflows.all().flow("DF_BTS_COMTRADE_A").orElseThrow().revisedAt();
        upload(
                new ComtradeFile()
                        .row("cmdCode", "430120", "primaryValue", "7", "cifvalue", "7")
                        .text(),
                "source=COMTRADE_V1");
        Dataflow flow = dataflows.all().flow("DF_BTS_COMTRADE_A").orElseThrow();
        DataTarget numbered = changed(flow, before, Set.of());
        DataTarget indexed = changed(flow, before, Set.of("HS22_430120"));
        DataQuery query = new DataQuery(
                List.of(numbered, indexed),
                null,
                null,
                Component.TIME_PERIOD,
                Detail.FULL,
                Sort.STANDARD,
                0,
                Long.MAX_VALUE);
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            assertThat(sorting(connection, numbered, query)).isEqualTo("on");
            assertThat(sorting(connection, indexed, query)).isEqualTo("off");
            connection.rollback();
        }
    }

    private static String sorting(Connection connection, DataTarget target, DataQuery query) throws SQLException {
        try (Extraction rows = Extraction.open(connection, target, query, Vintage.Part.CHANGES);
                Statement statement = connection.createStatement();
                ResultSet setting = statement.executeQuery("show enable_sort")) {
            assertThat(rows).isNotNull();
            setting.next();
            return setting.getString(1);
        }
    }

    private static DataTarget changed(Dataflow flow, @Nullable Instant since, Set<String> commodities) {
        DataStructure structure = flow.structure();
        List<Set<String>> key = Selection.wildcards(structure);
        if (!commodities.isEmpty()) {
            key.set(Selection.position(structure, Content.REPORTER), Set.of("KR"));
            key.set(Selection.position(structure, Content.FLOW), Set.of("M"));
        }
        key.set(Selection.position(structure, Content.COMMODITY), commodities);
        Vintage vintage = new Vintage(null, since, false);
        return new DataTarget(
                flow,
                Usage.DATAFLOW,
                null,
                new Selection(List.of(key), List.of(), Selection.EARLIEST, Selection.LATEST, vintage));
    }
}
