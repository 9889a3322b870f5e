package org.ckep.trade.sdmx;

import java.io.IOException;
import java.util.List;
import org.ckep.trade.sdmx.Structure.HierarchicalCode;

/** Hierarchies in SDMX-ML: artefacts in version 3, part of a hierarchical code list in 2.1. */
final class XmlHierarchyWriter {
    private final XmlOutput xml;
    private final MlVersion version;
    private final XmlReferences references;

    XmlHierarchyWriter(XmlOutput xml, MlVersion version, XmlReferences references) {
        this.xml = xml;
        this.version = version;
        this.references = references;
    }

    /** All that a hierarchy holds. */
    void codes(Structure.Hierarchy hierarchy) throws IOException {
        StructureRef ref = hierarchy.ref();
        if (version.isThree()) {
            codes(hierarchy.codes(), urn(ref, "HierarchicalCode", ""));
            return;
        }
        xml.open("str:Hierarchy")
                .attribute("id", ref.id())
                .attribute("urn", urn(ref, "Hierarchy", ref.id()))
                .attribute("leveled", "false")
                .names("com:Name", hierarchy.names());
        codes(hierarchy.codes(), urn(ref, "HierarchicalCode", ref.id() + "."));
        xml.close();
    }

    /** What version 3 wants of a hierarchy that is only named: one code at the top. */
    void first(Structure.Hierarchy hierarchy) throws IOException {
        if (version.isThree()) {
            HierarchicalCode top = hierarchy.codes().getFirst();
            codes(List.of(new HierarchicalCode(top.code(), List.of())), urn(hierarchy.ref(), "HierarchicalCode", ""));
        }
    }

    private static String urn(StructureRef ref, String type, String path) {
        return StructureRef.MODEL + "codelist." + type + "=" + ref.reference() + "." + path;
    }

    private void codes(List<HierarchicalCode> codes, String urn) throws IOException {
        for (HierarchicalCode code : codes) {
            String id = code.code().item();
            xml.open("str:HierarchicalCode").attribute("id", id).attribute("urn", urn + id);
            references.toItem("str:Code", code.code());
            codes(code.below(), urn + id + ".");
            xml.close();
        }
    }

    /** For which dimension a hierarchy is. */
    void association(Structure.Association association) throws IOException {
        references.to("str:LinkedHierarchy", association.hierarchy());
        xml.element("str:LinkedObject", association.dimensionUrn());
        references.to("str:ContextObject", association.structure());
    }
}
