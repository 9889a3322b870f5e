package org.ckep.trade.sdmx;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Structure-specific data of SDMX-ML 2.1. */
final class StructureSpecificDataWriter implements DataWriter {
    private final Xml xml;
    private final DataQuery query;
    private final Instant prepared;
    private @Nullable List<String> series;

    StructureSpecificDataWriter(OutputStream out, DataQuery query, Instant prepared) throws IOException {
        this.xml = new Xml(out);
        this.query = query;
        this.prepared = prepared;
    }

    @Override
    public void begin() throws IOException {
        String namespace = query.flow().urn() + ":ObsLevelDim:" + DataMessage.dimensionAtObservation(query);
        xml.root("mes:StructureSpecificData")
                .namespace("mes", Xml.MESSAGE)
                .namespace("com", Xml.COMMON)
                .namespace("ss", Xml.SPECIFIC)
                .namespace("xsi", Xml.INSTANCE)
                .namespace("ns1", namespace);
        DataMessage.header(xml, query, prepared, namespace);
        xml.open("mes:DataSet")
                .attribute("ss:structureRef", query.flow().id())
                .attribute("xsi:type", "ns1:DataSetType")
                .attribute("ss:dataScope", "DataStructure")
                .attribute("ss:action", DataMessage.action(query));
    }

    @Override
    public void write(Observation observation) throws IOException {
        if (query.flat() && observation.period() != null) {
            xml.empty("Obs");
            key(observation.series());
            content(observation);
            return;
        }
        if (series != observation.series()) {
            closeSeries();
            series = observation.series();
            xml.open("Series");
            key(series);
        }
        if (observation.period() != null) {
            xml.empty("Obs");
            content(observation);
        }
    }

    @Override
    public void end() throws IOException {
        closeSeries();
        xml.close().close().end();
    }

    private void closeSeries() throws IOException {
        if (series != null) {
            xml.close();
        }
    }

    private void key(List<String> values) throws IOException {
        for (int i = 0; i < values.size(); i++) {
            xml.attribute(Component.DIMENSIONS.get(i).id(), values.get(i));
        }
    }

    private void content(Observation observation) throws IOException {
        xml.attribute(Component.TIME_PERIOD, String.valueOf(observation.period()))
                .attribute(Component.OBS_VALUE, String.valueOf(observation.value()));
        for (int i = 0; i < observation.attributes().size(); i++) {
            String value = observation.attributes().get(i);
            if (value != null) {
                xml.attribute(Component.ATTRIBUTES.get(i).id(), value);
            }
        }
    }
}
