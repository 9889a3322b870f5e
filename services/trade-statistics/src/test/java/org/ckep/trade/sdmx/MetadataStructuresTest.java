package org.ckep.trade.sdmx;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.xml.XmlPath;
import io.restassured.response.Response;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 10 of the design: at least one artefact of every basic type, in every format, on both roots. */
@QuarkusTest
class MetadataStructuresTest {
    private static final String STRUCTURES = "Structure.Structures.";

    @ParameterizedTest
    @CsvSource({
        "datastructure/CKEP,full",
        "metadatastructure/CKEP,full",
        "categoryscheme/CKEP,full",
        "conceptscheme/CKEP,allstubs",
        "codelist/CKEP,allstubs",
        "hierarchicalcodelist/CKEP,full",
        "hierarchy/CKEP,full",
        "organisationscheme,full",
        "agencyscheme/SDMX,full",
        "dataproviderscheme/CKEP,full",
        "dataflow/CKEP,full",
        "metadataflow/CKEP,full",
        "provisionagreement/CKEP,full",
        "categorisation/CKEP,full",
        "contentconstraint/CKEP,allstubs"
    })
    void everyBasicTypeIsServedInEveryFormatOnBothRoots(String address, String detail) {
        for (SdmxFormat format : SdmxFormat.values()) {
            if (format.resource() == SdmxFormat.Resource.STRUCTURE) {
                for (String root : List.of("v1/", "v2/structure/")) {
                    Response answer = get(root + address + "?detail=" + detail, format);
                    assertThat(answer.statusCode())
                            .as(root + address + " as " + format)
                            .isEqualTo(200);
                    assertThat(answer.header("Content-Type")).isEqualTo(format.mediaType());
                    assertThat(answer.asString()).containsAnyOf("\"agencyID\":\"", "agencyID=\"");
                }
            }
        }
    }

    @Test
    void theStructureOfMetadataSaysWhatReportsTell() {
        XmlPath xml = xml("v1/metadatastructure/CKEP/MSD_BTS_QUALITY", SdmxFormat.STRUCTURE_XML_2_1);
        String components = STRUCTURES + "MetadataStructures.MetadataStructure.MetadataStructureComponents.";
        assertThat(xml.getString(components + "MetadataTarget.IdentifiableObjectTarget.@objectType"))
                .isEqualTo("Dataflow");
        assertThat(xml.getList(components + "ReportStructure.MetadataAttribute.@id"))
                .isEqualTo(List.of(
                        "SOURCES",
                        "COVERAGE",
                        "CONF_POLICY",
                        "DATA_REV",
                        "FREQ_DISS",
                        "TIMELINESS",
                        "COMPAR_GEO",
                        "CONTACT"));
        assertThat(xml.getList(components + "ReportStructure.MetadataAttribute[3].MetadataAttribute.@id"))
                .isEqualTo(List.of("REV_POLICY", "REV_PRACTICE"));
        assertThat(xml.getString(components
                        + "ReportStructure.MetadataAttribute[1].MetadataAttribute.find { it.@id == 'TRADE_SYSTEM' }"
                        + ".LocalRepresentation.Enumeration.Ref.@id"))
                .isEqualTo("CL_TRADE_SYSTEM");
    }

    /** Every attribute has a concept with a name in each language. */
    @Test
    void whatReportsTellHasNames() {
        XmlPath xml = xml(
                "v2/structure/metadatastructure/CKEP/MSD_BTS_QUALITY?references=children",
                SdmxFormat.STRUCTURE_XML_3_0);
        String concepts = STRUCTURES + "ConceptSchemes.ConceptScheme.Concept";
        assertThat(new TreeSet<>(xml.getList("**.findAll { it.name() == 'MetadataAttribute' }.@id", String.class)))
                .isEqualTo(new TreeSet<>(xml.getList(concepts + ".@id", String.class)));
        assertThat(xml.getList(concepts + ".find { it.@id == 'REV_POLICY' }.Name", String.class))
                .containsExactly("Revision policy", "修订政策", "개정 정책");
    }

    @Test
    void theHierarchyPutsChaptersBelowTheirSections() {
        XmlPath xml = xml("v1/hierarchicalcodelist/CKEP/H_HS22", SdmxFormat.STRUCTURE_XML_2_1);
        String top = STRUCTURES + "HierarchicalCodelists.HierarchicalCodelist.Hierarchy.HierarchicalCode";
        assertThat(xml.getList(top + ".@id")).isEqualTo(List.of("HS22_TOTAL"));
        assertThat(xml.getList(top + ".HierarchicalCode")).hasSize(22);
        assertThat(xml.getString(top + ".HierarchicalCode[21].@id")).isEqualTo("HS22_99");
        assertThat(xml.getList(top + ".HierarchicalCode.find { it.@id == 'XVI' }.HierarchicalCode.Code.Ref.@id"))
                .isEqualTo(List.of("HS22_84", "HS22_85"));
        assertThat(xml.getList(top + ".HierarchicalCode.find { it.@id == 'XV' }.HierarchicalCode.@id", String.class))
                .doesNotContain("HS22_77")
                .hasSize(11);
    }

    /** No code in a hierarchy is unknown to its list, and each chapter of the list stands in it once. */
    @ParameterizedTest
    @ValueSource(strings = {"HS17", "HS22"})
    void theHierarchyHoldsEveryChapter(String edition) {
        String address = "v2/structure/hierarchy/CKEP/H_" + edition + "?references=children&detail=";
        XmlPath partial = xml(address + "referencepartial", SdmxFormat.STRUCTURE_XML_3_0);
        String lists = STRUCTURES + "Codelists.Codelist";
        List<String> codes = partial.getList(lists + ".Code.@id", String.class);
        assertThat(partial.getList("**.findAll { it.name() == 'HierarchicalCode' }.@id", String.class))
                .containsExactlyInAnyOrderElementsOf(codes);
        assertThat(partial.getList(lists + ".@isPartial")).containsExactly("true", "true");
        assertThat(xml("v2/structure/codelist/CKEP/CL_COMMODITY", SdmxFormat.STRUCTURE_XML_3_0)
                        .getList(lists + ".Code.@id", String.class)
                        .stream()
                        // 77 is reserved by the Harmonized System; tests of uploads bring it into the list.
                        .filter(code -> code.matches(edition + "_(?!77)..")))
                .allMatch(codes::contains)
                .hasSize(97);
    }

    @ParameterizedTest
    @CsvSource({
        "v1/hierarchicalcodelist/CKEP/H_HS22/1.0.0/H_HS22,200",
        "v1/hierarchicalcodelist/CKEP/H_HS22/1.0.0/OTHER,404",
        "v2/structure/hierarchy/CKEP/H_HS22/1.0.0/OTHER,404",
        "v1/metadataflow/CKEP/MDF_BTS_QUALITY/1.0.0/ITEM,400",
        "v1/metadatastructure/CKEP/MSD_NONE,404"
    })
    void aHierarchyIsAPartThatCanBeAskedFor(String address, int status) {
        assertThat(get(address, SdmxFormat.STRUCTURE_XML_2_1).statusCode()).isEqualTo(status);
    }

    /** Of several lists only those are answered, with what they lead to, that have what is asked for. */
    @ParameterizedTest
    @CsvSource({
        "v1/hierarchicalcodelist/CKEP/all/latest/H_HS22,H_HS22",
        "v1/hierarchicalcodelist/CKEP/all/latest/H_HS22+H_HS17+OTHER,H_HS17 H_HS22",
        "v1/codelist/CKEP/all/latest/XVI,CL_HS_SECTION",
        "v1/codelist/CKEP/all/latest/XVI?detail=allstubs,CL_HS_SECTION",
        "v2/structure/hierarchy/*/*/~/H_HS17?references=parents,H_HS17 HA_HS17"
    })
    void ofSeveralListsThoseAreAnsweredThatHaveTheItems(String address, String ids) {
        XmlPath xml =
                xml(address, address.startsWith("v1") ? SdmxFormat.STRUCTURE_XML_2_1 : SdmxFormat.STRUCTURE_XML_3_0);
        assertThat(new TreeSet<>(xml.getList(STRUCTURES + "children().children().@id", String.class)))
                .isEqualTo(new TreeSet<>(List.of(ids.split(" "))));
        assertThat(get("v1/hierarchicalcodelist/CKEP/all/latest/OTHER", SdmxFormat.STRUCTURE_XML_2_1)
                        .statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "metadataflow/CKEP/MDF_BTS_QUALITY?references=children,MDF_BTS_QUALITY MSD_BTS_QUALITY",
        "metadataflow/CKEP/MDF_BTS_QUALITY?references=descendants,CL_FREQ CL_TRADE_SYSTEM CL_VALUATION CS_QUALITY MDF_BTS_QUALITY MSD_BTS_QUALITY",
        "metadatastructure/CKEP/MSD_BTS_QUALITY?references=parents,MDF_BTS_QUALITY MSD_BTS_QUALITY",
        "conceptscheme/CKEP/CS_QUALITY?references=parents,CS_QUALITY MSD_BTS_QUALITY",
        "hierarchy/CKEP/H_HS17?references=children,CL_COMMODITY CL_HS_SECTION H_HS17",
        "hierarchy/CKEP/H_HS17?references=parents,H_HS17 HA_HS17",
        "codelist/CKEP/CL_HS_SECTION?references=hierarchy,CL_HS_SECTION H_HS17 H_HS22",
        "hierarchyassociation/CKEP/HA_HS22?references=children,DSD_BTS H_HS22 HA_HS22",
        "hierarchyassociation?detail=allstubs,HA_HS17 HA_HS22"
    })
    void theyAreReachedByReferences(String address, String ids) {
        XmlPath xml = xml("v2/structure/" + address, SdmxFormat.STRUCTURE_XML_3_0);
        assertThat(new TreeSet<>(xml.getList(STRUCTURES + "children().children().@id", String.class)))
                .isEqualTo(new TreeSet<>(List.of(ids.split(" "))));
    }

    /** SDMX 2.1 knows no association: it leaves it out of an answer, and cannot give it alone. */
    @Test
    void whatAFormatCannotSayIsLeftOut() {
        for (SdmxFormat format : List.of(SdmxFormat.STRUCTURE_XML_2_1, SdmxFormat.STRUCTURE_JSON_1_0)) {
            Response alone = get("v2/structure/hierarchyassociation", format);
            assertThat(alone.statusCode()).isEqualTo(406);
            assertThat(alone.asString()).contains("Only structures of SDMX 3 match");
            assertThat(get("v1/structure/CKEP?detail=allstubs", format).asString())
                    .contains("MSD_BTS_QUALITY", "MDF_BTS_QUALITY", "H_HS22")
                    .doesNotContain("HA_HS22");
            assertThat(get("v1/datastructure/CKEP/DSD_BTS?references=all&detail=allstubs", format)
                            .asString())
                    .doesNotContain("H_HS22");
        }
        assertThat(get("v2/structure/*/CKEP?detail=allstubs", SdmxFormat.STRUCTURE_JSON_2_1)
                        .asString())
                .contains("MSD_BTS_QUALITY", "MDF_BTS_QUALITY", "H_HS22", "HA_HS22");
    }

    /** What ships has been as it is from the beginning. */
    @Test
    void thePastHasThemToo() {
        XmlPath xml = xml("v2/structure/codelist/CKEP/CL_HS_SECTION?asOf=2001-01-01", SdmxFormat.STRUCTURE_XML_3_0);
        assertThat(xml.getList(STRUCTURES + "Codelists.Codelist.Code.@id")).hasSize(21);
    }

    private static XmlPath xml(String address, SdmxFormat format) {
        Response answer = get(address, format);
        assertThat(answer.statusCode()).as(address).isEqualTo(200);
        return answer.xmlPath();
    }

    private static Response get(String address, SdmxFormat format) {
        return given().urlEncodingEnabled(false).accept(format.mediaType()).get("/trade/sdmx/" + address);
    }
}
