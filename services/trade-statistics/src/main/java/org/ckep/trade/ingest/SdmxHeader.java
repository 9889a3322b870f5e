package org.ckep.trade.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ckep.trade.ingest.RefusedFileException.Reason;
import org.ckep.trade.sdmx.Component;
import org.ckep.trade.sdmx.DataStructure;
import org.jspecify.annotations.Nullable;

/**
 * Where each component stands in a file of SDMX-CSV.
 *
 * @param titles the cells as they stand there
 * @param positions position of each component by its id
 * @param labelled true where cells carry names beside their codes
 * @param unknownColumns header cells that are no component of the structure
 */
record SdmxHeader(List<String> titles, Map<String, Integer> positions, boolean labelled, List<String> unknownColumns) {
    static final String STRUCTURE = "STRUCTURE";
    static final String STRUCTURE_ID = "STRUCTURE_ID";
    static final String DATAFLOW = "DATAFLOW";
    static final String ACTION = "ACTION";
    static final String FREQ = "FREQ";
    static final String REF_AREA = "REF_AREA";
    static final String OBS_VALUE = Component.OBS_VALUE;
    static final String TIME_PERIOD = Component.TIME_PERIOD;

    /** In the order of the structure. */
    private static final List<String> DIMENSIONS = Stream.concat(
                    DataStructure.BTS.dimensions().stream().map(Component::id), Stream.of(TIME_PERIOD))
            .toList();

    private static final List<String> ATTRIBUTES =
            DataStructure.BTS.attributes().stream().map(Component::id).toList();

    private static final List<String> OF_THE_FORMAT =
            List.of(STRUCTURE, STRUCTURE_ID, DATAFLOW, ACTION, OBS_VALUE, "STRUCTURE_NAME", "SERIES_KEY", "OBS_KEY");

    SdmxHeader {
        titles = List.copyOf(titles);
        positions = Map.copyOf(positions);
        unknownColumns = List.copyOf(unknownColumns);
    }

    /**
     * Reads the first row of a file.
     *
     * @throws RefusedFileException naming each component that is missing or stands there twice
     */
    static SdmxHeader of(FileFormat format, List<String> cells) {
        Map<String, Integer> positions = new HashMap<>();
        List<String> unknown = new ArrayList<>();
        boolean labelled = false;
        for (int i = 0; i < cells.size(); i++) {
            String id = id(cells.get(i));
            labelled |= cells.get(i).contains(": ");
            if (!DIMENSIONS.contains(id) && !ATTRIBUTES.contains(id) && !OF_THE_FORMAT.contains(id)) {
                unknown.add(cells.get(i).strip());
            } else if (positions.put(id, i) != null) {
                throw new RefusedFileException(Reason.COLUMN_TWICE, "Column '" + id + "' stands there twice.");
            }
        }
        List<String> mandatory = new ArrayList<>(DIMENSIONS);
        mandatory.add(OBS_VALUE);
        mandatory.add(format == FileFormat.SDMX_CSV_1 ? DATAFLOW : STRUCTURE_ID);
        mandatory.removeAll(positions.keySet());
        if (!mandatory.isEmpty()) {
            throw new RefusedFileException(
                    Reason.COLUMN_MISSING, "The file has no column '" + String.join("', '", mandatory) + "'.");
        }
        return new SdmxHeader(cells, positions, labelled, unknown);
    }

    /** The id of a header cell, which may carry a name ({@code FREQ: Frequency}) or a separator ({@code STRUCTURE[;]}). */
    static String id(String cell) {
        int end = cell.length();
        for (char mark : new char[] {':', '['}) {
            int at = cell.indexOf(mark);
            end = at >= 0 && at < end ? at : end;
        }
        return cell.substring(0, end).strip();
    }

    /** Number of cells that every row must have. */
    int width() {
        return titles.size();
    }

    /** The content of a row's cell, or null where it is empty or the column is not there. */
    @Nullable
    String cell(List<String> cells, String component) {
        Integer position = positions.get(component);
        if (position == null) {
            return null;
        }
        String cell = cells.get(position).strip();
        if (labelled && !component.equals(OBS_VALUE) && cell.contains(": ")) {
            cell = cell.substring(0, cell.indexOf(": "));
        }
        return cell.isEmpty() ? null : cell;
    }
}
