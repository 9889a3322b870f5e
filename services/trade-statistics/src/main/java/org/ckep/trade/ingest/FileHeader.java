package org.ckep.trade.ingest;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where each column stands in a file.
 *
 * @param titles the cells as they stand there
 * @param positions position of each column that is present, counted from 0
 * @param unknownColumns header cells that are no column of the format; reported and otherwise ignored
 */
record FileHeader(List<String> titles, Map<Column, Integer> positions, List<String> unknownColumns) {
    private static final List<Column> MANDATORY = List.of(
            Column.REPORTER_CODE,
            Column.FLOW_CODE,
            Column.PARTNER_CODE,
            Column.CLASSIFICATION_CODE,
            Column.CMD_CODE,
            Column.PRIMARY_VALUE);

    FileHeader {
        titles = List.copyOf(titles);
        positions = Map.copyOf(positions);
        unknownColumns = List.copyOf(unknownColumns);
    }

    /**
     * Reads the first row of a file.
     *
     * @throws RefusedFileException naming each column that is missing or stands there twice
     */
    static FileHeader of(List<String> cells) {
        Map<Column, Integer> positions = new EnumMap<>(Column.class);
        List<String> unknown = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            Column column = Column.ofHeader(cell).orElse(null);
            if (column == null) {
                if (!Column.isKnownButUnused(cell)) {
                    unknown.add(cell.strip());
                }
            } else if (positions.put(column, i) != null) {
                throw new RefusedFileException(
                        RefusedFileException.Reason.COLUMN_TWICE,
                        "Column '" + column.title() + "' stands there twice.");
            }
        }
        refuseMissing(positions);
        return new FileHeader(cells, positions, unknown);
    }

    private static void refuseMissing(Map<Column, Integer> positions) {
        List<Column> missing = new ArrayList<>(MANDATORY.stream()
                .filter(column -> !positions.containsKey(column))
                .toList());
        if (!positions.containsKey(Column.PERIOD) && !positions.containsKey(Column.REF_YEAR)) {
            missing.add(Column.PERIOD);
        }
        if (!missing.isEmpty()) {
            String names =
                    missing.stream().map(column -> "'" + column.title() + "'").collect(Collectors.joining(", "));
            throw new RefusedFileException(
                    RefusedFileException.Reason.COLUMN_MISSING, "The file has no column " + names + ".");
        }
    }
}
