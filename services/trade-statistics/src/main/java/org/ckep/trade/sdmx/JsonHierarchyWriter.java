package org.ckep.trade.sdmx;

import java.io.IOException;
import java.util.List;
import org.ckep.trade.sdmx.Structure.HierarchicalCode;

/** Hierarchies in SDMX-JSON: artefacts in version 2, part of a hierarchical code list in 1.0. */
final class JsonHierarchyWriter {
    private final JsonOutput json;
    private final boolean first;

    JsonHierarchyWriter(JsonOutput json, boolean first) {
        this.json = json;
        this.first = first;
    }

    /** All that a hierarchy holds. */
    void codes(Structure.Hierarchy hierarchy) throws IOException {
        if (!first) {
            json.field("hasFormalLevels", false);
            codes(hierarchy.codes());
            return;
        }
        json.array("hierarchies")
                .object()
                .field("id", hierarchy.ref().id())
                .field("leveled", false)
                .names(hierarchy.names());
        codes(hierarchy.codes());
        json.end().end();
    }

    private void codes(List<HierarchicalCode> codes) throws IOException {
        if (codes.isEmpty()) {
            return;
        }
        json.array("hierarchicalCodes");
        for (HierarchicalCode code : codes) {
            json.object()
                    .field("id", code.code().item())
                    .field("code", code.code().urn());
            codes(code.below());
            json.end();
        }
        json.end();
    }

    /** For which dimension a hierarchy is. */
    void association(Structure.Association association) throws IOException {
        json.field("linkedHierarchy", association.hierarchy().urn(MlVersion.ML_3_0))
                .field("linkedObject", association.dimensionUrn())
                .field("contextObject", association.structure().urn(MlVersion.ML_3_0));
    }
}
