package org.ckep.trade.sdmx;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Generic data of SDMX-ML 2.1, in series along any dimension or flat. */
final class GenericDataWriter implements DataWriter {
    private static final byte[] VALUE_ID = Utf8Output.bytes("<gen:Value id=\"");
    private static final byte[] VALUE_VALUE = Utf8Output.bytes("\" value=\"");
    private static final byte[] END_EMPTY = Utf8Output.bytes("\"/>");
    private static final byte[] OBS = Utf8Output.bytes("<gen:Obs>");
    private static final byte[] END_OBS = Utf8Output.bytes("</gen:Obs>");
    private static final byte[] OBS_VALUE = Utf8Output.bytes("<gen:ObsValue value=\"");
    private static final byte[] ATTRIBUTES = Utf8Output.bytes("<gen:Attributes>");
    private static final byte[] END_ATTRIBUTES = Utf8Output.bytes("</gen:Attributes>");

    private final Utf8Output out;
    private final DataQuery query;
    private final Instant prepared;
    private final String root;
    private byte[] obsDimension = new byte[0];
    private byte[][] dimensionIds = new byte[0][];
    private byte[][] attributeIds = new byte[0][];

    /** Which attributes stand with the series. */
    private boolean[] ofSeries = new boolean[0];

    private int atObservation;
    private boolean inSeries;

    GenericDataWriter(Utf8Output out, DataQuery query, SdmxFormat format, Instant prepared) {
        this.out = out;
        this.query = query;
        this.prepared = prepared;
        this.root = format == SdmxFormat.GENERIC_TIME_SERIES ? "mes:GenericTimeSeriesData" : "mes:GenericData";
    }

    @Override
    public void begin() throws IOException {
        out.put("<?xml version=\"1.0\" encoding=\"UTF-8\"?><")
                .put(root)
                .put(" xmlns:mes=\"")
                .put(MlVersion.ML_2_1.message())
                .put("\" xmlns:com=\"")
                .put(MlVersion.ML_2_1.common())
                .put("\" xmlns:gen=\"")
                .put(MlVersion.ML_2_1.generic())
                .put("\">");
        DataMessage.header(out, query, MlVersion.ML_2_1, prepared, false);
    }

    @Override
    public void beginDataSet(DataTarget target, SetAction action) throws IOException {
        DataStructure structure = target.flow().structure();
        dimensionIds = ids(structure.dimensions());
        attributeIds = ids(structure.attributes());
        ofSeries = query.attributesOfSeries(structure);
        atObservation = structure.position(query.dimensionAtObservation());
        obsDimension = Utf8Output.bytes(
                query.alongTime()
                        ? "<gen:ObsDimension value=\""
                        : "<gen:ObsDimension id=\"" + query.dimensionAtObservation() + "\" value=\"");
        out.put("<mes:DataSet structureRef=\"")
                .put(DataMessage.structureId(target))
                .put("\"");
        DataMessage.action(out, action, "");
        out.put(">");
    }

    private static byte[][] ids(List<Component> components) {
        return components.stream()
                .map(component -> Utf8Output.bytes(component.id()))
                .toArray(byte[][]::new);
    }

    @Override
    public void write(DataRow row) throws IOException {
        if (query.flat() && row.period != null) {
            out.put("<gen:Obs><gen:ObsKey>");
            key(row);
            value(Utf8Output.bytes(Component.TIME_PERIOD), row.period);
            out.put("</gen:ObsKey>");
            content(row);
            out.put(END_OBS);
            return;
        }
        if (row.startsSeries) {
            closeSeries();
            inSeries = true;
            out.put("<gen:Series><gen:SeriesKey>");
            key(row);
            if (atObservation >= 0 && row.period != null) {
                value(Utf8Output.bytes(Component.TIME_PERIOD), row.period);
            }
            out.put("</gen:SeriesKey>");
            attributes(row, true);
        }
        if (row.period != null) {
            out.put(OBS)
                    .put(obsDimension)
                    .put(atObservation < 0 ? row.period : row.dimensions[atObservation])
                    .put(END_EMPTY);
            content(row);
            out.put(END_OBS);
        }
    }

    private void key(DataRow row) throws IOException {
        for (int i = 0; i < row.dimensions.length; i++) {
            if (i != atObservation) {
                value(dimensionIds[i], row.dimensions[i]);
            }
        }
    }

    private void content(DataRow row) throws IOException {
        if (row.value != null) {
            out.put(OBS_VALUE).put(row.value).put(END_EMPTY);
        }
        attributes(row, false);
    }

    private void attributes(DataRow row, boolean withSeries) throws IOException {
        boolean begun = false;
        for (int i = 0; i < row.attributes.length; i++) {
            byte[] value = row.attributes[i];
            if (value != null && ofSeries[i] == withSeries) {
                if (!begun) {
                    out.put(ATTRIBUTES);
                    begun = true;
                }
                value(attributeIds[i], value);
            }
        }
        if (begun) {
            out.put(END_ATTRIBUTES);
        }
    }

    private void value(byte[] id, byte[] value) throws IOException {
        out.put(VALUE_ID).put(id).put(VALUE_VALUE).escaped(value).put(END_EMPTY);
    }

    private void closeSeries() throws IOException {
        if (inSeries) {
            out.put("</gen:Series>");
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
