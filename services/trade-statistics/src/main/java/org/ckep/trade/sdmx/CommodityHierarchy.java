package org.ckep.trade.sdmx;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ckep.trade.code.Artefact;
import org.ckep.trade.code.CodeLists;
import org.ckep.trade.sdmx.Component.CodeListRef;
import org.ckep.trade.sdmx.Structure.HierarchicalCode;

/**
 * The chapters of an edition of the Harmonized System by its sections, which no code of a commodity names: no figure is of a
 * section, so sections have a list of their own.
 */
final class CommodityHierarchy {
    static final CodeListRef COMMODITIES = new CodeListRef(CodeLists.AGENCY, CodeLists.COMMODITY);
    static final CodeListRef SECTIONS = new CodeListRef(CodeLists.AGENCY, "CL_HS_SECTION");

    /** Before the edition in the id of a hierarchy. */
    private static final String HIERARCHY = "H_";

    /** Before the edition in the id of an association. */
    private static final String ASSOCIATION = "HA_";

    /** Of goods that no section holds. */
    private static final int UNSPECIFIED = 99;

    /** Kept free by the Harmonized System. */
    private static final int RESERVED = 77;

    /** The first and last chapter of each section, the same in all editions. */
    private record Section(String code, int first, int last) {}

    private static final List<Section> OF_CHAPTERS = List.of(
            new Section("I", 1, 5),
            new Section("II", 6, 14),
            new Section("III", 15, 15),
            new Section("IV", 16, 24),
            new Section("V", 25, 27),
            new Section("VI", 28, 38),
            new Section("VII", 39, 40),
            new Section("VIII", 41, 43),
            new Section("IX", 44, 46),
            new Section("X", 47, 49),
            new Section("XI", 50, 63),
            new Section("XII", 64, 67),
            new Section("XIII", 68, 70),
            new Section("XIV", 71, 71),
            new Section("XV", 72, 83),
            new Section("XVI", 84, 85),
            new Section("XVII", 86, 89),
            new Section("XVIII", 90, 92),
            new Section("XIX", 93, 93),
            new Section("XX", 94, 96),
            new Section("XXI", 97, 97));

    private CommodityHierarchy() {}

    /**
     * The hierarchy of the edition that its id ends with.
     *
     * @param commodities the list of commodities
     * @param sections the list of sections
     */
    static Structure.Hierarchy of(
            StructureRef ref, Artefact artefact, StructureRef commodities, StructureRef sections) {
        String edition = ref.id().substring(HIERARCHY.length());
        List<HierarchicalCode> belowTotal = new ArrayList<>();
        for (Section section : OF_CHAPTERS) {
            List<HierarchicalCode> chapters = new ArrayList<>();
            for (int chapter = section.first(); chapter <= section.last(); chapter++) {
                if (chapter != RESERVED) {
                    chapters.add(new HierarchicalCode(chapter(commodities, edition, chapter), List.of()));
                }
            }
            belowTotal.add(new HierarchicalCode(new ItemRef(sections, section.code()), chapters));
        }
        belowTotal.add(new HierarchicalCode(chapter(commodities, edition, UNSPECIFIED), List.of()));
        ItemRef total = new ItemRef(commodities, edition + "_TOTAL");
        return new Structure.Hierarchy(
                ref, artefact.names(), artefact.changedAt(), List.of(new HierarchicalCode(total, belowTotal)));
    }

    private static ItemRef chapter(StructureRef commodities, String edition, int chapter) {
        return new ItemRef(commodities, String.format(Locale.ROOT, "%s_%02d", edition, chapter));
    }

    /** The id of the hierarchy of the edition that the id of an association ends with. */
    static String hierarchyOf(String association) {
        return HIERARCHY + association.substring(ASSOCIATION.length());
    }

    /** Ties a hierarchy to the commodities of our structure. */
    static Structure.Association association(StructureRef ref, Artefact artefact, StructureRef hierarchy) {
        return new Structure.Association(
                ref, artefact.names(), artefact.changedAt(), hierarchy, DataStructure.BTS.ref(), "COMMODITY_1");
    }
}
