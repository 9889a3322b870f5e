package org.ckep.trade.sdmx;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Structure-specific data of SDMX-ML 2.1 and 3, in series along any dimension or flat. */
final class SpecificDataWriter implements DataWriter {
    private static final byte[] OBS = Utf8Output.bytes("<Obs");
    private static final byte[] TIME = Utf8Output.bytes(" TIME_PERIOD=\"");
    private static final byte[] VALUE = Utf8Output.bytes(" OBS_VALUE=\"");
    private static final byte[] END_EMPTY = Utf8Output.bytes("/>");

    private final Utf8Output out;
    private final DataQuery query;
    private final MlVersion version;
    private final Instant prepared;
    private final String root;

    /** What stands before the value of each dimension. */
    private byte[][] dimensionStarts = new byte[0][];

    private byte[][] attributeStarts = new byte[0][];

    /** Which attributes stand with the series. */
    private boolean[] ofSeries = new boolean[0];

    private int atObservation;
    private boolean inSeries;

    SpecificDataWriter(Utf8Output out, DataQuery query, SdmxFormat format, Instant prepared) {
        this.out = out;
        this.query = query;
        this.version = format.ml();
        this.prepared = prepared;
        this.root = format == SdmxFormat.STRUCTURE_SPECIFIC_TIME_SERIES
                ? "mes:StructureSpecificTimeSeriesData"
                : "mes:StructureSpecificData";
    }

    @Override
    public void begin() throws IOException {
        out.put("<?xml version=\"1.0\" encoding=\"UTF-8\"?><")
                .put(root)
                .put(" xmlns:mes=\"")
                .put(version.message())
                .put("\" xmlns:com=\"")
                .put(version.common())
                .put("\" xmlns:ss=\"")
                .put(version.specific())
                .put("\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"");
        for (int i = 0; i < query.targets().size(); i++) {
            out.put(" xmlns:ns")
                    .put(Integer.toString(i + 1))
                    .put("=\"")
                    .put(DataMessage.namespace(query.targets().get(i), query.dimensionAtObservation()))
                    .put("\"");
        }
        out.put(">");
        DataMessage.header(out, query, version, prepared, true);
    }

    @Override
    public void beginDataSet(DataTarget target, SetAction action) throws IOException {
        DataStructure structure = target.flow().structure();
        dimensionStarts = starts(structure.dimensions());
        attributeStarts = starts(structure.attributes());
        ofSeries = query.attributesOfSeries(structure);
        atObservation = structure.position(query.dimensionAtObservation());
        out.put("<mes:DataSet ss:structureRef=\"")
                .put(DataMessage.structureId(target))
                .put("\" xsi:type=\"ns")
                .put(Integer.toString(query.targets().indexOf(target) + 1))
                .put(":DataSetType\"");
        if (!version.isThree()) {
            out.put(" ss:dataScope=\"DataStructure\"");
        }
        DataMessage.action(out, action, "ss:");
        out.put(">");
    }

    private static byte[][] starts(List<Component> components) {
        return components.stream()
                .map(component -> Utf8Output.bytes(" " + component.id() + "=\""))
                .toArray(byte[][]::new);
    }

    @Override
    public void write(DataRow row) throws IOException {
        if (query.flat() && row.period != null) {
            out.put(OBS);
            key(row);
            out.put(TIME).put(row.period).put('"');
            content(row);
            out.put(END_EMPTY);
            return;
        }
        if (row.startsSeries) {
            closeSeries();
            inSeries = true;
            out.put("<Series");
            key(row);
            if (atObservation >= 0 && row.period != null) {
                out.put(TIME).put(row.period).put('"');
            }
            attributes(row, true);
            out.put('>');
        }
        if (row.period != null) {
            out.put(OBS);
            if (atObservation < 0) {
                out.put(TIME).put(row.period).put('"');
            } else {
                out.put(dimensionStarts[atObservation])
                        .escaped(row.dimensions[atObservation])
                        .put('"');
            }
            content(row);
            out.put(END_EMPTY);
        }
    }

    private void key(DataRow row) throws IOException {
        for (int i = 0; i < row.dimensions.length; i++) {
            if (i != atObservation) {
                out.put(dimensionStarts[i]).escaped(row.dimensions[i]).put('"');
            }
        }
    }

    private void content(DataRow row) throws IOException {
        if (row.value != null) {
            out.put(VALUE).put(row.value).put('"');
        }
        attributes(row, false);
    }

    private void attributes(DataRow row, boolean withSeries) throws IOException {
        for (int i = 0; i < row.attributes.length; i++) {
            byte[] value = row.attributes[i];
            if (value != null && ofSeries[i] == withSeries) {
                out.put(attributeStarts[i]).escaped(value).put('"');
            }
        }
    }

    private void closeSeries() throws IOException {
        if (inSeries) {
            out.put("</Series>");
            inSeries = false;
        }
    }

    @Override
    public void endDataSet() throws IOException {
        closeSeries();
        out.put("</mes:DataSet>");
    }

    @Override
    public void end() throws IOException {
        out.put("</").put(root).put(">");
        out.handOn();
    }
}
