package org.ckep.trade.sdmx;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.ckep.trade.sdmx.DataTarget.Usage;
import org.jspecify.annotations.Nullable;

/** What the headers of all XML data messages have in common. */
final class DataMessage {
    private DataMessage() {}

    /**
     * What the receiver is to do with a data set, as attributes of its element.
     *
     * @param prefix of the attributes' namespace with a colon, or empty
     */
    static void action(Utf8Output out, SetAction action, String prefix) throws IOException {
        attribute(out, prefix, "validFromDate", action.validFrom());
        attribute(out, prefix, "validToDate", action.validTo());
        out.put(" ").put(prefix).put("action=\"").put(action.word()).put("\"");
    }

    private static void attribute(Utf8Output out, String prefix, String name, @Nullable Instant value)
            throws IOException {
        if (value != null) {
            out.put(" ").put(prefix).put(name).put("=\"").put(value.toString()).put("\"");
        }
    }

    /** The id by which a data set refers to its structure in the header. */
    static String structureId(DataTarget target) {
        return target.usage() == Usage.PROVISION_AGREEMENT
                ? target.ref().id()
                : target.flow().id();
    }

    /** The namespace of structure-specific messages. */
    static String namespace(DataTarget target, String dimensionAtObservation) {
        StructureRef ref = target.ref();
        return StructureRef.MODEL + ref.type().modelPackage() + "." + ref.type().element(MlVersion.ML_2_1) + "="
                + ref.reference() + ":ObsLevelDim:" + dimensionAtObservation;
    }

    /** The header; names what was asked for. */
    static void header(Utf8Output out, DataQuery query, MlVersion version, Instant prepared, boolean specific)
            throws IOException {
        out.put("<mes:Header><mes:ID>CKEP")
                .put(Long.toString(prepared.toEpochMilli()))
                .put("</mes:ID><mes:Test>false</mes:Test><mes:Prepared>")
                .put(prepared.truncatedTo(ChronoUnit.SECONDS).toString())
                .put("</mes:Prepared><mes:Sender id=\"")
                .put(Dataflow.AGENCY)
                .put("\"/>");
        for (DataTarget target : query.targets()) {
            out.put("<mes:Structure structureID=\"").put(structureId(target));
            if (specific) {
                out.put("\" namespace=\"").put(namespace(target, query.dimensionAtObservation()));
            }
            out.put("\" dimensionAtObservation=\"")
                    .put(query.dimensionAtObservation())
                    .put("\">");
            usage(out, target, version);
            out.put("</mes:Structure>");
        }
        out.put("</mes:Header>");
    }

    private static void usage(Utf8Output out, DataTarget target, MlVersion version) throws IOException {
        StructureRef ref = target.ref();
        String element =
                switch (target.usage()) {
                    case DATAFLOW -> "com:StructureUsage";
                    case DATA_STRUCTURE -> "com:Structure";
                    // The schema of version 2.1 spells it like this.
                    case PROVISION_AGREEMENT -> version.isThree() ? "com:ProvisionAgreement" : "com:ProvisionAgrement";
                };
        out.put("<").put(element).put(">");
        if (version.isThree()) {
            out.put(StructureRef.MODEL)
                    .put(ref.type().modelPackage())
                    .put(".")
                    .put(ref.type().element(version))
                    .put("=")
                    .put(ref.reference());
        } else {
            out.put("<Ref agencyID=\"")
                    .put(ref.agency())
                    .put("\" id=\"")
                    .put(ref.id())
                    .put("\" version=\"")
                    .put(ref.version())
                    .put("\"/>");
        }
        out.put("</").put(element).put(">");
    }
}
