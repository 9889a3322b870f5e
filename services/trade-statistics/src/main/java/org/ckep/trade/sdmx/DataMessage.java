package org.ckep.trade.sdmx;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What the headers of all XML data messages have in common. */
final class DataMessage {
    private DataMessage() {}

    /** What the receiver is to do with the data set: a reduced answer must not delete what it leaves out. */
    static String action(DataQuery query) {
        return query.detail() == DataQuery.Detail.FULL ? "Replace" : "Append";
    }

    static String dimensionAtObservation(DataQuery query) {
        return query.flat() ? "AllDimensions" : Component.TIME_PERIOD;
    }

    /** The header; names the dataflow that was asked for. */
    static void header(Xml xml, DataQuery query, Instant prepared, String structureNamespace) throws IOException {
        xml.open("mes:Header")
                .element("mes:ID", "CKEP" + prepared.toEpochMilli())
                .element("mes:Test", "false")
                .element(
                        "mes:Prepared", prepared.truncatedTo(ChronoUnit.SECONDS).toString())
                .empty("mes:Sender")
                .attribute("id", Dataflow.AGENCY)
                .open("mes:Structure")
                .attribute("structureID", query.flow().id());
        if (!structureNamespace.isEmpty()) {
            xml.attribute("namespace", structureNamespace);
        }
        xml.attribute("dimensionAtObservation", dimensionAtObservation(query))
                .open("com:StructureUsage")
                .empty("Ref")
                .attribute("agencyID", Dataflow.AGENCY)
                .attribute("id", query.flow().id())
                .attribute("version", Dataflow.VERSION)
                .close()
                .close()
                .close();
    }
}
