package org.ckep.trade.sdmx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.trade.code.Artefact;
import org.ckep.trade.code.Artefact.Kind;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    /** The two rise apart from each other, as an association says nothing of the codes. */
    @Test
    void anAssociationNamesTheVersionThatItsHierarchyHas() {
        Catalogue catalogue = new Catalogue(
                List.of(
                        artefact(Kind.CODE_LIST, "CL_COMMODITY", "1.0.0"),
                        artefact(Kind.CODE_LIST, "CL_HS_SECTION", "1.0.0"),
                        artefact(Kind.HIERARCHY, "H_HS22", "1.1.0"),
                        artefact(Kind.HIERARCHY_ASSOCIATION, "HA_HS22", "1.0.0")),
                new Offerings(List.of(), List.of(), List.of()));
        StructureRef hierarchy = new StructureRef(StructureType.HIERARCHY, "CKEP", "H_HS22", "1.1.0");
        assertThat(catalogue.find(hierarchy)).isPresent();
        assertThat(catalogue
                        .get(new StructureRef(StructureType.HIERARCHY_ASSOCIATION, "CKEP", "HA_HS22", "1.0.0"))
                        .references())
                .contains(hierarchy);
    }

    private static Artefact artefact(Kind kind, String id, String version) {
        return new Artefact("CKEP", id, kind, version, false, LocalizedText.en(id), Samples.THEN);
    }
}
