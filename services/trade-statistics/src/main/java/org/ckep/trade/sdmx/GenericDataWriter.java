package org.ckep.trade.sdmx;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Generic data of SDMX-ML 2.1. */
final class GenericDataWriter implements DataWriter {
    private final Xml xml;
    private final DataQuery query;
    private final Instant prepared;
    private @Nullable List<String> series;

    GenericDataWriter(OutputStream out, DataQuery query, Instant prepared) throws IOException {
        this.xml = new Xml(out);
        this.query = query;
        this.prepared = prepared;
    }

    @Override
    public void begin() throws IOException {
        xml.root("mes:GenericData")
                .namespace("mes", Xml.MESSAGE)
                .namespace("com", Xml.COMMON)
                .namespace("gen", Xml.GENERIC);
        DataMessage.header(xml, query, prepared, "");
        xml.open("mes:DataSet")
                .attribute("structureRef", query.flow().id())
                .attribute("action", DataMessage.action(query));
    }

    @Override
    public void write(Observation observation) throws IOException {
        if (query.flat() && observation.period() != null) {
            xml.open("gen:Obs").open("gen:ObsKey");
            key(observation.series());
            value(Component.TIME_PERIOD, observation.period());
            xml.close();
            content(observation);
            xml.close();
            return;
        }
        if (series != observation.series()) {
            closeSeries();
            series = observation.series();
            xml.open("gen:Series").open("gen:SeriesKey");
            key(series);
            xml.close();
        }
        if (observation.period() != null) {
            xml.open("gen:Obs").empty("gen:ObsDimension").attribute("value", observation.period());
            content(observation);
            xml.close();
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
            value(Component.DIMENSIONS.get(i).id(), values.get(i));
        }
    }

    private void content(Observation observation) throws IOException {
        if (observation.value() != null) {
            xml.empty("gen:ObsValue").attribute("value", observation.value());
        }
        if (!observation.attributes().isEmpty()) {
            xml.open("gen:Attributes");
            for (int i = 0; i < observation.attributes().size(); i++) {
                String value = observation.attributes().get(i);
                if (value != null) {
                    value(Component.ATTRIBUTES.get(i).id(), value);
                }
            }
            xml.close();
        }
    }

    private void value(String id, String value) throws IOException {
        xml.empty("gen:Value").attribute("id", id).attribute("value", value);
    }
}
