package org.ckep.trade.ingest;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import org.ckep.trade.code.AreaLibrary;
import org.ckep.trade.observation.Frequency;

/** The codes of the lists as they stand when a file begins, and the areas of the library that the file brings in. */
final class FileCodes implements KnownCodes {
    private static final String AREA_NUMBERS = "select number, area from area_number";
    private static final String ITEMS = "select code from item where agency = 'CKEP' and scheme = ?";
    private static final String DATAFLOWS = """
            select 'CKEP:' || dataflow || '(1.0.0)', source, frequency from dataset
            where dataflow is not null order by dataflow""";
    private static final String ADD_NUMBER =
            "insert into area_number (number, area) values (?, ?) on conflict do nothing";

    private final Map<Integer, String> areaOfNumber = new HashMap<>();
    private final Map<Integer, String> newNumbers = new HashMap<>();
    private final Set<String> newAreas = new HashSet<>();
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
        readTargets(connection, codes.targets);
        return codes;
    }

    private static void readTargets(Connection connection, List<SdmxTarget> targets) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(DATAFLOWS)) {
            while (rows.next()) {
                targets.add(new SdmxTarget(rows.getString(1), rows.getString(2), Frequency.valueOf(rows.getString(3))));
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
        String area = areaOfNumber.get(number);
        if (area == null) {
            area = AreaLibrary.codeOf(number).orElse(null);
            if (area == null) {
                return Optional.empty();
            }
            areaOfNumber.put(number, area);
            newNumbers.put(number, area);
        }
        if (!listedAreas.contains(area)) {
            newAreas.add(area);
        }
        return Optional.of(area);
    }

    @Override
    public boolean isArea(String code) {
        if (listedAreas.contains(code)) {
            return true;
        }
        if (!AreaLibrary.isArea(code)) {
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
    boolean addNewAreas(Connection connection, ObjectMapper json) throws SQLException {
        AreaItems.add(connection, json, newAreas);
        try (PreparedStatement addNumber = connection.prepareStatement(ADD_NUMBER)) {
            for (Map.Entry<Integer, String> number : newNumbers.entrySet()) {
                addNumber.setInt(1, number.getKey());
                addNumber.setString(2, number.getValue());
                addNumber.addBatch();
            }
            addNumber.executeBatch();
            return !newAreas.isEmpty();
        }
    }
}
