package org.ckep.trade.sdmx;

import java.io.IOException;

/** Writes references: version 2.1 of SDMX-ML refers by attributes, version 3 by URN. */
final class XmlReferences {
    private final XmlOutput xml;
    private final MlVersion version;

    XmlReferences(XmlOutput xml, MlVersion version) {
        this.xml = xml;
        this.version = version;
    }

    /** Names a component of the same structure. */
    void local(String element, String id) throws IOException {
        if (version.isThree()) {
            xml.element(element, id);
        } else {
            xml.open(element).open("Ref").attribute("id", id).close().close();
        }
    }

    /** Refers to an artefact. */
    void to(String element, StructureRef ref) throws IOException {
        xml.open(element);
        if (version.isThree()) {
            xml.text(ref.urn(version));
        } else {
            xml.open("Ref")
                    .attribute("id", ref.id())
                    .attribute("version", ref.version())
                    .attribute("agencyID", ref.agency())
                    .attribute("package", ref.type().modelPackage())
                    .attribute("class", ref.type().element(version))
                    .close();
        }
        xml.close();
    }

    /** Refers to an item of a scheme. */
    void toItem(String element, ItemRef item) throws IOException {
        xml.open(element);
        if (version.isThree()) {
            xml.text(item.urn());
        } else {
            StructureRef scheme = item.scheme();
            xml.open("Ref")
                    .attribute("id", item.item())
                    .attribute("maintainableParentID", scheme.id())
                    .attribute("maintainableParentVersion", scheme.version())
                    .attribute("agencyID", scheme.agency())
                    .attribute("package", scheme.type().modelPackage())
                    .attribute("class", scheme.type().itemElement())
                    .close();
        }
        xml.close();
    }
}
