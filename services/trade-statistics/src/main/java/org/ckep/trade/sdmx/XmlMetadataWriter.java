package org.ckep.trade.sdmx;

import java.io.IOException;
import java.util.List;

/** Structures of reference metadata in SDMX-ML. */
final class XmlMetadataWriter {
    private final XmlOutput xml;
    private final MlVersion version;
    private final XmlReferences references;
    private final Catalogue catalogue;

    XmlMetadataWriter(XmlOutput xml, MlVersion version, XmlReferences references, Catalogue catalogue) {
        this.xml = xml;
        this.version = version;
        this.references = references;
        this.catalogue = catalogue;
    }

    /** The attributes; version 2.1 says with them what they are about, version 3 leaves that to the flow. */
    void components(Structure.MetadataDefinition definition) throws IOException {
        xml.open("str:MetadataStructureComponents");
        if (version.isThree()) {
            xml.open("str:MetadataAttributeList").attribute("id", "MetadataAttributeDescriptor");
            attributes(definition, definition.attributes());
        } else {
            xml.open("str:MetadataTarget")
                    .attribute("id", Structure.MetadataDefinition.TARGET)
                    .open("str:IdentifiableObjectTarget")
                    .attribute("id", Structure.MetadataDefinition.TARGET_OBJECT)
                    .attribute("objectType", "Dataflow")
                    .open("str:LocalRepresentation")
                    .open("str:TextFormat")
                    .attribute("textType", "IdentifiableReference")
                    .close()
                    .close()
                    .close()
                    .close();
            xml.open("str:ReportStructure").attribute("id", Structure.MetadataDefinition.REPORT);
            attributes(definition, definition.attributes());
            references.local("str:MetadataTarget", Structure.MetadataDefinition.TARGET);
        }
        xml.close().close();
    }

    private void attributes(Structure.MetadataDefinition definition, List<MetadataAttribute> attributes)
            throws IOException {
        for (MetadataAttribute attribute : attributes) {
            xml.open("str:MetadataAttribute").attribute("id", attribute.id()).attribute("minOccurs", "0");
            if (attribute.isHeading()) {
                xml.attribute("isPresentational", "true");
            }
            references.toItem("str:ConceptIdentity", new ItemRef(definition.concepts(), attribute.id()));
            if (attribute.codeList() != null) {
                xml.open("str:LocalRepresentation");
                references.to("str:Enumeration", catalogue.list(attribute.codeList()));
                xml.close();
            } else if (!attribute.isHeading()) {
                xml.open("str:LocalRepresentation")
                        .open("str:TextFormat")
                        .attribute("textType", "String")
                        .close()
                        .close();
            }
            attributes(definition, attribute.below());
            xml.close();
        }
    }

    /** The structure of a flow, and what it is about. */
    void flow(Structure.MetadataFlow flow) throws IOException {
        references.to("str:Structure", flow.structure());
        target();
    }

    /** What a flow is about, without which version 3 has none. */
    void target() throws IOException {
        if (version.isThree()) {
            xml.element("str:Target", Structure.MetadataFlow.TARGET);
        }
    }
}
