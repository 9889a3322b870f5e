package org.ckep.trade.ingest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ckep.trade.code.AreaItems;
import org.ckep.trade.observation.Frequency;

/** The codes of the lists as they stand when a file begins, and the areas of the library that the file brings in. */
final class FileCodes implements KnownCodes {
    private static final String AREA_NUMBERS = "select number, area from area_number";
    private static final String LIBRARY = "select code from area_library";
    private static final String ITEMS = "select code from item where agency = 'CKEP' and scheme = ?";
    private static final String DATAFLOWS = """
            select 'CKEP:' || dataflow || '(1.0.0)', source, frequency from dataset
            where dataflow is not null order by dataflow""";
    private static final String AGREEMENTS = """
            select 'CKEP:' || dataflow || '(1.0.0)', 'CKEP:' || id || '(1.0.0)', reporter
            from provision_agreement order by position""";

    private final Map<Integer, String> areaOfNumber = new HashMap<>();
    private final Set<String> newAreas = new HashSet<>();
    private final Set<String> library = new HashSet<>();
    private final Set<String> listedAreas;
    private final Set<String> flows;
    private final List<SdmxTarget> targets = new ArrayList<>();

    private FileCodes(Set<String> listedAreas, Set<String> flows) {
        this.listedAreas = listedAreas;
        this.flows = flows;
    }

    static FileCodes read(Connection connection) throws SQLException {
        FileCodes codes = new FileCodes(items(connection, "CL_AREA"), items(connection, "CL_TRADE_FLOW"));
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(AREA_NUMBERS)) {
            while (rows.next()) {
                codes.areaOfNumber.put(rows.getInt(1), rows.getString(2));
            }
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(LIBRARY)) {
            while (rows.next()) {
                codes.library.add(rows.getString(1));
            }
        }
        readTargets(connection, codes.targets);
        return codes;
    }

    private static void readTargets(Connection connection, List<SdmxTarget> targets) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(DATAFLOWS)) {
            while (rows.next()) {
                targets.add(new SdmxTarget(
                        rows.getString(1), rows.getString(2), Frequency.valueOf(rows.getString(3)), Map.of()));
            }
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(AGREEMENTS)) {
            while (rows.next()) {
                String dataflow = rows.getString(1);
                String agreement = rows.getString(2);
                String reporter = rows.getString(3);
                targets.replaceAll(
                        target -> target.reference().equals(dataflow) ? target.with(agreement, reporter) : target);
            }
        }
    }

    /** The dataflows to which files of SDMX-CSV may write. */
    List<SdmxTarget> targets() {
        return List.copyOf(targets);
    }

    private static Set<String> items(Connection connection, String scheme) throws SQLException {
        Set<String> codes = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(ITEMS)) {
            statement.setString(1, scheme);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    codes.add(rows.getString(1));
                }
            }
        }
        return codes;
    }

    @Override
    public Optional<String> area(int number) {
        return Optional.ofNullable(areaOfNumber.get(number)).filter(this::isArea);
    }

    @Override
    public boolean isArea(String code) {
        if (listedAreas.contains(code)) {
            return true;
        }
        if (!library.contains(code)) {
            return false;
        }
        newAreas.add(code);
        return true;
    }

    @Override
    public boolean isFlow(String code) {
        return flows.contains(code);
    }

    /**
     * Writes the areas that the file brought in to the list, with the connection's transaction.
     *
     * @return true where there are any
     */
    boolean addNewAreas(Connection connection) throws SQLException {
        AreaItems.add(connection, newAreas);
        return !newAreas.isEmpty();
    }
}
