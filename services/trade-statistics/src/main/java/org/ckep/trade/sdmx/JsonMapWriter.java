package org.ckep.trade.sdmx;

import java.io.IOException;
import org.ckep.trade.sdmx.Structure.ComponentMap;
import org.ckep.trade.sdmx.Structure.FixedValue;
import org.ckep.trade.sdmx.Structure.ValueMapping;

/** Maps in SDMX-JSON: artefacts of version 2, an annotation of what is mapped in 1.0. */
final class JsonMapWriter {
    private final JsonOutput json;

    JsonMapWriter(JsonOutput json) {
        this.json = json;
    }

    /** What becomes of each component. */
    void components(Structure.StructureMap map) throws IOException {
        json.field("source", urn(map.source())).field("target", urn(map.target()));
        json.array("componentMaps");
        for (ComponentMap component : map.components()) {
            json.object();
            json.array("source").string(component.id()).end();
            json.array("target").string(component.id()).end();
            if (component.values() != null) {
                json.field("representationMap", urn(component.values()));
            }
            json.end();
        }
        json.end();
        json.array("fixedValueMaps");
        for (FixedValue fixed : map.fixed()) {
            json.object().field("target", fixed.id());
            json.array("values").string(fixed.value()).end();
            json.end();
        }
        json.end();
    }

    /** What becomes of each value. */
    void values(Structure.RepresentationMap map) throws IOException {
        list("source", map.source());
        list("target", map.target());
        json.array("representationMappings");
        for (ValueMapping mapping : map.mappings()) {
            json.object();
            json.array("sourceValues")
                    .object()
                    .field("value", mapping.pattern())
                    .field("isRegEx", true)
                    .end()
                    .end();
            json.array("targetValues").string(mapping.value()).end();
            json.end();
        }
        json.end();
    }

    private void list(String member, StructureRef list) throws IOException {
        json.array(member).object().field("codelist", urn(list)).end().end();
    }

    /** Names the map beside the structure that it is of. */
    void annotation(Structure.StructureMap map) throws IOException {
        Structure.StructureMap.Annotation annotation = map.annotation();
        json.array("annotations")
                .object()
                .field("id", Structure.StructureMap.ANNOTATION)
                .field("title", annotation.title())
                .field("type", Structure.StructureMap.ANNOTATION_TYPE)
                .field("text", annotation.text())
                .array("links")
                .object()
                .field("rel", "related")
                .field("href", annotation.address())
                .end()
                .end()
                .end()
                .end();
    }

    private static String urn(StructureRef ref) {
        return ref.urn(MlVersion.ML_3_0);
    }
}
