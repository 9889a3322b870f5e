package org.ckep.trade.sdmx;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.ckep.kernel.value.Language;
import org.ckep.kernel.value.LocalizedText;
import org.jspecify.annotations.Nullable;

/**
 * SDMX-CSV 1.0 and 2. Columns of attributes are there in every answer, empty where the query leaves attributes out. What
 * is equal in all rows of a series is put together once.
 */
final class CsvWriter implements DataWriter {
    /** A column beside those of the structure, as the format allows: when the change was made that a row of history tells. */
    private static final String UPDATED = "UPDATED";

    /** In a merge an empty cell leaves what the receiver knows, so that a value that is missing on purpose has a word. */
    private static final byte[] NOT_AVAILABLE = Utf8Output.bytes("#N/A");

    private final Utf8Output out;
    private final DataQuery query;
    private final boolean first;
    private final CsvOptions options;
    private final Function<DataStructure, Labels> names;
    private final Language language;
    private final List<Component> dimensions = new ArrayList<>();
    private final List<Component> attributes = new ArrayList<>();
    private final Map<Component, Map<String, byte[]>> labelled = new HashMap<>();
    private final Utf8Output start = Utf8Output.inMemory();
    private final Utf8Output seriesKey = Utf8Output.inMemory();
    private final Utf8Output series = Utf8Output.inMemory();

    /** For each column its position in the structure of the data set, -1 where that has none. */
    private int[] dimensionPositions = new int[0];

    private int[] attributePositions = new int[0];
    private boolean everyRowDiffers;
    private String updated = "";
    private byte @Nullable [] missing;
    private @Nullable Labels labels;

    /**
     * Writes to an output.
     *
     * @param names reads the names of a structure; asked only where the options want names
     */
    CsvWriter(
            Utf8Output out,
            DataQuery query,
            Negotiation.Chosen format,
            Function<DataStructure, Labels> names,
            Language language) {
        this.out = out;
        this.query = query;
        this.first = format.format() == SdmxFormat.CSV_1_0;
        this.options = format.options();
        this.names = names;
        this.language = language;
        for (DataTarget target : query.targets()) {
            add(dimensions, target.flow().structure().dimensions());
            add(attributes, target.flow().structure().attributes());
        }
    }

    private static void add(List<Component> all, List<Component> more) {
        for (Component component : more) {
            if (all.stream().noneMatch(known -> known.id().equals(component.id()))) {
                all.add(component);
            }
        }
    }

    private boolean named() {
        return options.labels() != CsvOptions.Labels.ID;
    }

    @Override
    public void begin() throws IOException {
        if (named()) {
            labels = names.apply(query.targets().getFirst().flow().structure());
        }
        if (first) {
            out.put("DATAFLOW");
        } else {
            out.put(
                    options.labels() == CsvOptions.Labels.NAME
                            ? "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION"
                            : "STRUCTURE,STRUCTURE_ID,ACTION");
            out.put(options.keys().ofSeries() ? ",SERIES_KEY" : "");
            out.put(options.keys().ofObservation() ? ",OBS_KEY" : "");
        }
        for (Component dimension : dimensions) {
            header(dimension);
        }
        header(Component.TIME);
        header(Component.VALUE);
        for (Component attribute : attributes) {
            header(attribute);
        }
        if (query.vintage().history()) {
            out.put(",").put(UPDATED);
        }
        out.put("\r\n");
    }

    private void header(Component component) throws IOException {
        String name = labels == null ? "" : labels.component(component).best(language);
        out.put(',');
        switch (options.labels()) {
            case ID -> out.put(component.id());
            case NAME -> out.put(component.id()).put(',').cell(name);
            case BOTH -> out.cell(component.id() + ": " + name);
        }
    }

    @Override
    public void beginDataSet(DataTarget target, SetAction action) throws IOException {
        DataStructure structure = target.flow().structure();
        if (named()) {
            labels = names.apply(structure);
            labelled.clear();
        }
        dimensionPositions = positions(dimensions, structure.dimensions());
        attributePositions = positions(attributes, structure.attributes());
        everyRowDiffers = structure.position(query.dimensionAtObservation()) >= 0;
        String id = target.ref().reference();
        String name = target.flow().names().best(language);
        start.reset();
        if (!first) {
            start.put(target.usage().csvName()).put(',');
        }
        switch (options.labels()) {
            case ID -> start.put(id);
            case BOTH -> start.cell(id + ": " + name);
            case NAME -> start.put(id).put(',').cell(name);
        }
        if (!first) {
            start.put(',').put(action.code());
        }
        boolean valued = query.detail().observations() && query.detail().value();
        missing = !first && valued && action.kind() == SetAction.Kind.MERGE ? NOT_AVAILABLE : null;
        updated = action.at() == null ? "" : action.at().toString();
    }

    private static int[] positions(List<Component> columns, List<Component> components) {
        List<String> ids = components.stream().map(Component::id).toList();
        return columns.stream().mapToInt(column -> ids.indexOf(column.id())).toArray();
    }

    @Override
    public void write(DataRow row) throws IOException {
        if (row.startsSeries || everyRowDiffers) {
            series(row);
        }
        out.put(start);
        if (options.keys() != CsvOptions.Keys.NONE) {
            keys(row);
        }
        out.put(series);
        cell(Component.TIME, row.period);
        cell(Component.VALUE, row.value == null ? missing : row.value);
        for (int i = 0; i < attributePositions.length; i++) {
            int position = attributePositions[i];
            cell(attributes.get(i), position < 0 ? null : row.attributes[position]);
        }
        if (query.vintage().history()) {
            out.put(',').put(updated);
        }
        out.put('\r').put('\n');
    }

    private void series(DataRow row) throws IOException {
        seriesKey.reset();
        for (int i = 0; i < row.dimensions.length; i++) {
            seriesKey.put(i == 0 ? "" : ".").put(row.dimensions[i]);
        }
        series.reset();
        for (int i = 0; i < dimensionPositions.length; i++) {
            int position = dimensionPositions[i];
            cell(series, dimensions.get(i), position < 0 ? null : row.dimensions[position]);
        }
    }

    private void keys(DataRow row) throws IOException {
        if (options.keys().ofSeries()) {
            out.put(',').put(seriesKey);
        }
        if (options.keys().ofObservation()) {
            out.put(',').put(seriesKey);
            if (row.period != null) {
                out.put('.').put(row.period);
            }
        }
    }

    private void cell(Component component, byte @Nullable [] value) throws IOException {
        cell(out, component, value);
    }

    private void cell(Utf8Output to, Component component, byte @Nullable [] value) throws IOException {
        to.put(',');
        if (!named()) {
            if (value != null) {
                to.put(value);
            }
        } else if (value != null) {
            to.put(labelled(component, new String(value, StandardCharsets.UTF_8)));
        } else if (options.labels() == CsvOptions.Labels.NAME) {
            to.put(',');
        }
    }

    /** A code with its name as it stands in its cells, kept because codes come again and again. */
    private byte[] labelled(Component component, String code) throws IOException {
        LocalizedText name = labels == null ? null : labels.code(component, code);
        if (name == null) {
            return Utf8Output.bytes(options.labels() == CsvOptions.Labels.NAME ? code + "," : code);
        }
        Map<String, byte[]> known = labelled.computeIfAbsent(component, unknown -> new HashMap<>());
        byte[] cells = known.get(code);
        if (cells == null) {
            Utf8Output text = Utf8Output.inMemory();
            if (options.labels() == CsvOptions.Labels.NAME) {
                text.put(code).put(',').cell(name.best(language));
            } else {
                text.cell(code + ": " + name.best(language));
            }
            cells = text.toBytes();
            known.put(code, cells);
        }
        return cells;
    }

    @Override
    public void endDataSet() {
        // Rows stand for themselves.
    }

    @Override
    public void end() throws IOException {
        out.handOn();
    }
}
