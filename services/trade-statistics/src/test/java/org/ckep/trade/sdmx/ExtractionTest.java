package org.ckep.trade.sdmx;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.ckep.trade.sdmx.Component.Content;
import org.ckep.trade.sdmx.DataTarget.Usage;
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
        DataQuery query =
                new DataQuery(List.of(target), null, 1, Component.TIME_PERIOD, Detail.FULL, 0, Long.MAX_VALUE);
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
}
