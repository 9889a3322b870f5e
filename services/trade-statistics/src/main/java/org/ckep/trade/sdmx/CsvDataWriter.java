package org.ckep.trade.sdmx;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SDMX-CSV 1.0. Columns of attributes are there in every answer, empty where the query leaves attributes out. */
final class CsvDataWriter implements DataWriter {
    private final CsvWriter csv;
    private final DataQuery query;
    private final CsvLabels labels;

    CsvDataWriter(OutputStream out, DataQuery query, CsvLabels labels) {
        this.csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.CRLF)
                .build(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        this.query = query;
        this.labels = labels;
    }

    @Override
    public void begin() {
        List<String> header = new ArrayList<>();
        header.add("DATAFLOW");
        Component.DIMENSIONS.forEach(dimension -> header.add(labels.component(dimension.id())));
        header.add(labels.component(Component.TIME_PERIOD));
        header.add(labels.component(Component.OBS_VALUE));
        Component.ATTRIBUTES.forEach(attribute -> header.add(labels.component(attribute.id())));
        csv.writeRecord(header);
    }

    @Override
    public void write(Observation observation) {
        List<@Nullable String> row = new ArrayList<>();
        row.add(labels.dataflow(query.flow()));
        for (int i = 0; i < Component.DIMENSIONS.size(); i++) {
            row.add(labels.code(
                    Component.DIMENSIONS.get(i), observation.series().get(i)));
        }
        row.add(observation.period());
        row.add(observation.value());
        for (int i = 0; i < Component.ATTRIBUTES.size(); i++) {
            String value = observation.attributes().isEmpty()
                    ? null
                    : observation.attributes().get(i);
            row.add(value == null ? null : labels.code(Component.ATTRIBUTES.get(i), value));
        }
        csv.writeRecord(row.toArray(new String[0]));
    }

    @Override
    public void end() throws IOException {
        csv.flush();
    }
}
