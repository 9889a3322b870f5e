package org.ckep.trade.sdmx;

import java.io.IOException;
import java.util.List;

/** Structures of reference metadata in SDMX-JSON. */
final class JsonMetadataWriter {
    private final JsonOutput json;
    private final boolean first;
    private final Catalogue catalogue;

    JsonMetadataWriter(JsonOutput json, boolean first, Catalogue catalogue) {
        this.json = json;
        this.first = first;
        this.catalogue = catalogue;
    }

    /** The attributes; version 1.0 says with them what they are about, version 2 leaves that to the flow. */
    void components(Structure.MetadataDefinition definition) throws IOException {
        json.object("metadataStructureComponents");
        if (first) {
            String target = Structure.MetadataDefinition.TARGET;
            json.array("metadataTargets")
                    .object()
                    .field("id", target)
                    .array("identifiableObjectTargets")
                    .object()
                    .field("id", Structure.MetadataDefinition.TARGET_OBJECT)
                    .field("objectType", "Dataflow")
                    .object("localRepresentation")
                    .object("textFormat")
                    .field("textType", "IdentifiableReference")
                    .end()
                    .end()
                    .end()
                    .end()
                    .end()
                    .end();
            json.array("reportStructures").object().field("id", Structure.MetadataDefinition.REPORT);
            attributes(definition, definition.attributes());
            json.array("metadataTargets")
                    .string(StructureRef.MODEL + "metadatastructure.MetadataTarget="
                            + definition.ref().reference() + "." + target)
                    .end();
            json.end().end();
        } else {
            json.object("metadataAttributeList").field("id", "MetadataAttributeDescriptor");
            attributes(definition, definition.attributes());
            json.end();
        }
        json.end();
    }

    private void attributes(Structure.MetadataDefinition definition, List<MetadataAttribute> attributes)
            throws IOException {
        if (attributes.isEmpty()) {
            return;
        }
        json.array("metadataAttributes");
        for (MetadataAttribute attribute : attributes) {
            json.object().field("id", attribute.id()).field("minOccurs", 0);
            if (attribute.isHeading()) {
                json.field("isPresentational", true);
            }
            json.field("conceptIdentity", new ItemRef(definition.concepts(), attribute.id()).urn());
            if (attribute.codeList() != null) {
                json.object("localRepresentation")
                        .field(
                                "enumeration",
                                catalogue.list(attribute.codeList()).urn(MlVersion.ML_3_0))
                        .end();
            } else if (!attribute.isHeading()) {
                json.object("localRepresentation")
                        .object(first ? "textFormat" : "format")
                        .field(first ? "textType" : "dataType", "String")
                        .end()
                        .end();
            }
            attributes(definition, attribute.below());
            json.end();
        }
        json.end();
    }

    /** The structure of a flow, and in version 2 what it is about. */
    void flow(Structure.MetadataFlow flow) throws IOException {
        json.field("structure", flow.structure().urn(MlVersion.ML_3_0));
        if (!first) {
            json.array("targets").string(Structure.MetadataFlow.TARGET).end();
        }
    }
}
