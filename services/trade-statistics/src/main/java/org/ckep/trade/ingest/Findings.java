package org.ckep.trade.ingest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.ckep.trade.ingest.Finding.Place;
import org.ckep.trade.ingest.Finding.Rule;
import org.ckep.trade.observation.Frequency;
import org.ckep.trade.observation.Period;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a file as a whole, once each of its rows has its series and a place of its own, and writes down beside the
 * upload what is peculiar. Works in the connection's transaction.
 */
final class Findings {
    private final Connection connection;
    private final UUID upload;
    private final UploadConfig config;
    private final UploadTally tally;
    private int seq;

    Findings(Connection connection, UUID upload, UploadConfig config, UploadTally tally) {
        this.connection = connection;
        this.upload = upload;
        this.config = config;
        this.tally = tally;
    }

    /**
     * Finds.
     *
     * @param source of the figures
     * @param whole true where the rows are whole figures; messages that set single measures are no release to be counted
     */
    void find(String source, boolean whole) throws SQLException {
        execute(FindingSql.COMMODITIES);
        execute("analyze stage_commodity");
        execute(FindingSql.HEADINGS);
        execute("analyze stage_heading");
        if (whole) {
            addSlices(source);
            find(Rule.FEWER_FIGURES);
        }
        find(Rule.PARTNERS_NOT_WORLD);
        find(Rule.SUBHEADINGS_NOT_HEADING);
        find(Rule.SUBHEADINGS_NOT_TOTAL);
        List<TotalsRow> totals = tally.totalsRows();
        if (!totals.isEmpty()) {
            addTotals(totals);
            execute(FindingSql.HASHED);
            find(Rule.TOTALS_ROW_NOT_SUM);
            execute(FindingSql.ANY_JOIN);
        }
        find(Rule.UNNAMED_COMMODITIES);
        find(Rule.UNKNOWN_CODES);
        addShrunk();
        execute(FindingSql.LATEST_FIRST);
        find(Rule.FAR_FROM_MEDIAN);
        execute(FindingSql.ANY_ORDER);
    }

    /** Of how many of the file's values, the largest ones, the known values of their series are looked up. */
    private long valuesLookedUp() throws SQLException {
        long figures = figures();
        return figures <= config.maxRowsLookedUp() ? figures : config.largestValuesLookedUp();
    }

    /** A file all of whose series are looked up needs no choice among them. */
    private void addShrunk() throws SQLException {
        execute(FindingSql.BY_INDEX);
        try (PreparedStatement create = connection.prepareStatement(FindingSql.SHRUNK)) {
            create.setLong(1, figures() <= config.maxRowsLookedUp() ? 0 : config.largestValuesLookedUp());
            create.execute();
        }
        execute(FindingSql.ANY_WAY);
        execute("analyze stage_shrunk");
    }

    private long figures() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(FindingSql.FIGURES)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void addSlices(String source) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(FindingSql.ADD_SLICES)) {
            insert.setObject(1, upload);
            insert.setString(2, source);
            insert.executeUpdate();
        }
    }

    private void addTotals(List<TotalsRow> totals) throws SQLException {
        execute(FindingSql.TOTALS);
        try (PreparedStatement insert = connection.prepareStatement(FindingSql.ADD_TOTALS)) {
            for (TotalsRow row : totals) {
                Period period = row.period();
                insert.setLong(1, row.line());
                insert.setString(2, period == null ? null : period.frequency().name());
                insert.setObject(3, period == null ? null : period.start());
                insert.setString(4, row.reporter());
                insert.setString(5, row.flow());
                insert.setString(6, row.commodity());
                insert.setString(7, row.partner());
                insert.setBigDecimal(8, row.value());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        execute("analyze stage_totals");
    }

    private void find(Rule rule) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(FindingSql.of(rule))) {
            int parameter = 0;
            if (rule == Rule.UNKNOWN_CODES) {
                select.setLong(++parameter, tally.read());
            }
            if (rule == Rule.UNKNOWN_CODES || rule == Rule.FEWER_FIGURES) {
                select.setObject(++parameter, upload);
            }
            if (rule == Rule.FAR_FROM_MEDIAN) {
                select.setLong(++parameter, valuesLookedUp());
            }
            select.setInt(++parameter, config.maxFindings());
            long count = 0;
            List<Finding> findings = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    count = row.getLong("n");
                    findings.add(finding(rule, row));
                }
            }
            if (count > 0) {
                tally.found(rule, count);
                write(findings);
            }
        }
    }

    private void write(List<Finding> findings) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(FindingSql.INSERT)) {
            for (Finding finding : findings) {
                Place place = finding.place();
                String period = place.period();
                insert.setObject(1, upload);
                insert.setInt(2, seq++);
                insert.setString(3, finding.rule().name());
                insert.setString(4, place.frequency());
                insert.setObject(
                        5,
                        period == null
                                ? null
                                : Period.parse(period).orElseThrow().start());
                insert.setString(6, place.reporter());
                insert.setString(7, place.flow());
                insert.setString(8, place.edition());
                insert.setString(9, place.commodity());
                insert.setString(10, place.partner());
                insert.setBigDecimal(11, finding.figure());
                insert.setBigDecimal(12, finding.comparedWith());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /**
     * A finding and its place in the list.
     *
     * @param seq position, counted from 0
     */
    record Listed(int seq, Finding finding) {}

    /** Findings of an upload, rule by rule, the largest deviations first. */
    static List<Listed> list(Connection connection, UUID upload, int after, int limit) throws SQLException {
        List<Listed> findings = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(FindingSql.PAGE)) {
            select.setObject(1, upload);
            select.setInt(2, after);
            select.setInt(3, limit);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    findings.add(new Listed(row.getInt("seq"), finding(Rule.valueOf(row.getString("rule")), row)));
                }
            }
        }
        return findings;
    }

    private static Finding finding(Rule rule, ResultSet row) throws SQLException {
        String frequency = row.getString("frequency");
        return new Finding(
                rule,
                new Place(
                        frequency,
                        period(frequency, row.getObject("period", LocalDate.class)),
                        row.getString("reporter"),
                        row.getString("flow"),
                        row.getString("edition"),
                        row.getString("commodity"),
                        row.getString("partner")),
                row.getBigDecimal("figure"),
                row.getBigDecimal("compared_with"));
    }

    private static @Nullable String period(@Nullable String frequency, @Nullable LocalDate start) {
        return frequency == null || start == null ? null : new Period(Frequency.valueOf(frequency), start).toString();
    }
}
