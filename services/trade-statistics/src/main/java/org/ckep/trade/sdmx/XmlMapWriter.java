package org.ckep.trade.sdmx;

import java.io.IOException;
import org.ckep.trade.sdmx.Structure.ComponentMap;
import org.ckep.trade.sdmx.Structure.FixedValue;
import org.ckep.trade.sdmx.Structure.ValueMapping;

/** Maps in SDMX-ML: artefacts of version 3, an annotation of what is mapped in 2.1. */
final class XmlMapWriter {
    private final XmlOutput xml;
    private final XmlReferences references;

    XmlMapWriter(XmlOutput xml, XmlReferences references) {
        this.xml = xml;
        this.references = references;
    }

    /** What becomes of each component. */
    void components(Structure.StructureMap map) throws IOException {
        ends(map);
        for (ComponentMap component : map.components()) {
            xml.open("str:ComponentMap").element("str:Source", component.id()).element("str:Target", component.id());
            if (component.values() != null) {
                references.to("str:RepresentationMap", component.values());
            }
            xml.close();
        }
        for (FixedValue fixed : map.fixed()) {
            xml.open("str:FixedValueMap")
                    .element("str:Target", fixed.id())
                    .element("str:Value", fixed.value())
                    .close();
        }
    }

    /** From where to where, without which there is no map. */
    void ends(Structure.StructureMap map) throws IOException {
        references.to("str:Source", map.source());
        references.to("str:Target", map.target());
    }

    /** What becomes of each value. */
    void values(Structure.RepresentationMap map) throws IOException {
        ends(map);
        for (ValueMapping mapping : map.mappings()) {
            xml.open("str:RepresentationMapping")
                    .open("str:SourceValue")
                    .attribute("isRegEx", "true")
                    .text(mapping.pattern())
                    .close()
                    .element("str:TargetValue", mapping.value())
                    .close();
        }
    }

    /** From which list to which. */
    void ends(Structure.RepresentationMap map) throws IOException {
        references.to("str:SourceCodelist", map.source());
        references.to("str:TargetCodelist", map.target());
    }

    /** Names the map beside the structure that it is of. */
    void annotation(Structure.StructureMap map) throws IOException {
        Structure.StructureMap.Annotation annotation = map.annotation();
        xml.open("com:Annotations")
                .open("com:Annotation")
                .attribute("id", Structure.StructureMap.ANNOTATION)
                .element("com:AnnotationTitle", annotation.title())
                .element("com:AnnotationType", Structure.StructureMap.ANNOTATION_TYPE)
                .element("com:AnnotationURL", annotation.address())
                .element("com:AnnotationText", annotation.text())
                .close()
                .close();
    }
}
