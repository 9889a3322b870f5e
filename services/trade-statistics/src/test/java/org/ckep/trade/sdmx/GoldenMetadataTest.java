package org.ckep.trade.sdmx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.ckep.kernel.value.Language;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.trade.sdmx.Component.CodeListRef;
import org.ckep.trade.sdmx.StructureWriter.Entry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Structures of reference metadata and hierarchies are what a reader of the standard would write by hand. */
class GoldenMetadataTest {
    private static final StructureRef SECTIONS = ref(StructureType.CODE_LIST, "CL_S");
    private static final StructureRef CONCEPTS = ref(StructureType.CONCEPT_SCHEME, "CS_Q");

    private static final Structure.Hierarchy HIERARCHY = new Structure.Hierarchy(
            ref(StructureType.HIERARCHY, "H_X"),
            LocalizedText.en("Goods by section"),
            Samples.THEN,
            List.of(new Structure.HierarchicalCode(
                    new ItemRef(SECTIONS, "I"),
                    List.of(new Structure.HierarchicalCode(
                            new ItemRef(ref(StructureType.CODE_LIST, "CL_X"), "01"), List.of())))));

    private static final Structure.Association ASSOCIATION = new Structure.Association(
            ref(StructureType.HIERARCHY_ASSOCIATION, "HA_X"),
            LocalizedText.en("What it is for"),
            Samples.THEN,
            HIERARCHY.ref(),
            DataStructure.BTS.ref(),
            "COMMODITY_1");

    private static final Structure.MetadataDefinition DEFINITION = new Structure.MetadataDefinition(
            ref(StructureType.METADATA_STRUCTURE, "MSD_Q"),
            LocalizedText.en("Quality"),
            Samples.THEN,
            CONCEPTS,
            List.of(new MetadataAttribute(
                    "COVERAGE",
                    null,
                    List.of(
                            new MetadataAttribute("REF_AREA", null, List.of()),
                            new MetadataAttribute("SYSTEM", new CodeListRef("CKEP", "CL_S", "1.0.0"), List.of())))),
            Set.of(CONCEPTS, SECTIONS));

    private static final Structure.MetadataFlow FLOW = new Structure.MetadataFlow(
            ref(StructureType.METADATAFLOW, "MDF_Q"), LocalizedText.en("Reports"), Samples.THEN, DEFINITION.ref());

    @ParameterizedTest
    @CsvSource({
        "STRUCTURE_XML_2_1,metadata-2.1.xml",
        "STRUCTURE_XML_3_0,metadata-3.0.xml",
        "STRUCTURE_JSON_1_0,metadata-1.0.json",
        "STRUCTURE_JSON_2_1,metadata-2.1.json"
    })
    void metadataAndHierarchiesAreWrittenAsByHand(SdmxFormat format, String file) throws IOException {
        List<Entry> entries =
                new ArrayList<>(List.of(entry(FLOW, false), entry(HIERARCHY, false), entry(DEFINITION, false)));
        if (format.family() == SdmxRoot.V2) {
            entries.add(entry(ASSOCIATION, false));
        }
        assertThat(written(format, entries)).isEqualTo(GoldenMessagesTest.golden(file));
    }

    /** Version 3 has neither a flow without a target, nor an association without its objects, nor a hierarchy without codes. */
    @ParameterizedTest
    @CsvSource({"STRUCTURE_XML_2_1,0,0", "STRUCTURE_XML_3_0,1,1", "STRUCTURE_XML_3_1,1,1"})
    void stubsHoldWhatTheSchemasDemand(SdmxFormat format, int codes, int targets) throws IOException {
        List<Entry> entries =
                new ArrayList<>(List.of(entry(FLOW, true), entry(HIERARCHY, true), entry(DEFINITION, true)));
        boolean three = format.family() == SdmxRoot.V2;
        if (three) {
            entries.add(entry(ASSOCIATION, true));
        }
        String message = written(format, entries);
        assertThat(message.split("<str:HierarchicalCode ", -1)).hasSize(1 + codes);
        assertThat(message.split("<str:Target>", -1)).hasSize(1 + targets);
        assertThat(message).doesNotContain("MetadataAttribute").doesNotContain("<str:Structure>");
        assertThat(message.contains("<str:LinkedHierarchy>")).isEqualTo(three);
        assertThat(message.contains("<str:LinkedObject>")).isEqualTo(three);
    }

    private static Entry entry(Structure structure, boolean stub) {
        return new Entry(structure, stub, List.of(), false);
    }

    private static String written(SdmxFormat format, List<Entry> entries) throws IOException {
        Utf8Output out = Utf8Output.inMemory();
        Catalogue catalogue = new Catalogue(List.of(), new Offerings(List.of(), List.of(), List.of()));
        StructureWriter writer = format.syntax() == SdmxFormat.Syntax.JSON
                ? new JsonStructureWriter(out, format, catalogue, Language.EN)
                : new XmlStructureWriter(out, format.ml(), catalogue);
        writer.write(entries, Samples.THEN);
        return new String(out.toBytes(), UTF_8);
    }

    private static StructureRef ref(StructureType type, String id) {
        return new StructureRef(type, "CKEP", id, "1.0.0");
    }
}
