package org.ckep.trade.sdmx;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.path.xml.XmlPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.ckep.kernel.value.Language;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.trade.sdmx.StructureWriter.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The structure map says how a key of ours is written in the structure of the United Nations. */
@QuarkusTest
class StructureMapTest {
    private static final String MAP = "CKEP/SM_BTS_IMTS";
    private static final String STRUCTURES = "Structure.Structures.";

    /** The dimensions of UNSD:IMTS(1.2) in their order, and the attributes without which it takes no figure. */
    private static final List<String> IMTS = List.of(
            "FREQ",
            "REF_AREA",
            "TRADE_FLOW",
            "COMMODITY_1",
            "COMMODITY_1_CONF",
            "COMMODITY_2",
            "COMMODITY_2_CONF",
            "COMMODITY_CUSTOM_BREAKDOWN",
            "COUNTERPART_AREA_1",
            "COUNTERPART_AREA_1_CONF",
            "COUNTERPART_AREA_2",
            "COUNTERPART_AREA_2_CONF",
            "TRANSPORT_MODE_BORDER",
            "TRANSPORT_MODE_BORDER_CONF",
            "CUSTOMS_PROC",
            "ACTIVITY",
            "TRANSFORMATION",
            "MEASURE",
            "TIME_PERIOD",
            "OBS_VALUE",
            "UNIT_MULT",
            "UNIT_MEASURE",
            "OBS_STATUS",
            "TRADE_SYSTEM",
            "COUNTERPART_AREA_1_TYPE",
            "COUNTERPART_AREA_2_TYPE");

    @ParameterizedTest
    @CsvSource({"STRUCTURE_XML_3_0,maps-3.0.xml", "STRUCTURE_JSON_2_0,maps-2.0.json", "STRUCTURE_JSON_2_1,maps-2.1.json"
    })
    void mapsAreWrittenAsByHand(SdmxFormat format, String file) throws IOException {
        StructureRef values = new StructureRef(StructureType.REPRESENTATION_MAP, "CKEP", "RM_X", "1.0.0");
        Structure map = new Structure.StructureMap(
                new StructureRef(StructureType.STRUCTURE_MAP, "CKEP", "SM_X", "1.0.0"),
                LocalizedText.en("To others"),
                Samples.THEN,
                DataStructure.BTS.ref(),
                ImtsMap.IMTS,
                List.of(new Structure.ComponentMap("FREQ", null), new Structure.ComponentMap("REF_AREA", values)),
                List.of(new Structure.FixedValue("ACTIVITY", "_Z"), new Structure.FixedValue("TRANSFORMATION", "N")));
        Structure codes = new Structure.RepresentationMap(
                values,
                LocalizedText.en("Areas"),
                Samples.THEN,
                new StructureRef(StructureType.CODE_LIST, "CKEP", "CL_AREA", "1.0.0"),
                new StructureRef(StructureType.CODE_LIST, "UNSD", "CL_AREA", "1.0"),
                List.of(new Structure.ValueMapping("([A-Z]{2})", "\\1")));
        Utf8Output out = Utf8Output.inMemory();
        Catalogue catalogue = new Catalogue(List.of(), new Offerings(List.of(), List.of(), List.of()));
        StructureWriter writer = format.syntax() == SdmxFormat.Syntax.JSON
                ? new JsonStructureWriter(out, format, catalogue, Language.EN)
                : new XmlStructureWriter(out, format.ml(), catalogue);
        writer.write(
                List.of(new Entry(map, false, List.of(), false), new Entry(codes, false, List.of(), false)),
                Samples.THEN);
        assertThat(new String(out.toBytes(), UTF_8)).isEqualTo(GoldenMessagesTest.golden(file));
    }

    /** Each component that the other structure wants has its value from ours or a fixed one, and none has two. */
    @Test
    void aKeyOfOursBecomesAWholeKey() {
        JsonPath map = get("v2/structure/structuremap/" + MAP + "/+", SdmxFormat.STRUCTURE_JSON_2_1)
                .jsonPath();
        String path = "data.structureMaps[0].";
        assertThat(map.getString(path + "target"))
                .isEqualTo("urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=UNSD:IMTS(1.2)");
        List<String> given = map.getList(path + "componentMaps.source.flatten()", String.class);
        assertThat(map.getList(path + "componentMaps.target.flatten()", String.class))
                .isEqualTo(given);
        List<String> targets = new ArrayList<>(given);
        targets.addAll(map.getList(path + "fixedValueMaps.target", String.class));
        assertThat(targets).containsExactlyInAnyOrderElementsOf(IMTS);
        assertThat(given).allMatch(id -> DataStructure.BTS.component(id).isPresent());
        assertThat(DataStructure.BTS.dimensions().stream().map(Component::id)).allMatch(given::contains);
    }

    /** What the compact structure tells of our figures is what the map makes of them. */
    @Test
    void theFixedValuesAreThoseOfTheCompactStructure() {
        JsonPath map = get("v2/structure/structuremap/" + MAP, SdmxFormat.STRUCTURE_JSON_2_0)
                .jsonPath();
        for (Component dimension : DataStructure.IMTS_COMPACT.dimensions()) {
            if (dimension.constant() != null && !dimension.id().equals("CUSTOMS_PROC")) {
                assertThat(map.getString("data.structureMaps[0].fixedValueMaps.find { it.target == '" + dimension.id()
                                + "' }.values[0]"))
                        .as(dimension.id())
                        .isEqualTo(dimension.constant());
            }
        }
    }

    /** Codes that the United Nations have too become themselves; others have no counterpart. */
    @ParameterizedTest
    @CsvSource({
        "RM_AREA_IMTS,CL_AREA,KR CN W0 HK,490 X097 837",
        "RM_COMMODITY_IMTS,CL_COMMODITY,HS22_282520 HS17_TOTAL HS92_01,HS_TOTAL SITC4_0"
    })
    void codesBecomeThoseOfTheUnitedNations(String id, String list, String mapped, String unmapped) {
        XmlPath map = get("v2/structure/representationmap/CKEP/" + id, SdmxFormat.STRUCTURE_XML_3_0)
                .xmlPath();
        String path = STRUCTURES + "RepresentationMaps.RepresentationMap.";
        assertThat(map.getString(path + "TargetCodelist"))
                .isEqualTo("urn:sdmx:org.sdmx.infomodel.codelist.Codelist=UNSD:" + list + "(1.0)");
        assertThat(map.getString(path + "RepresentationMapping.SourceValue.@isRegEx"))
                .isEqualTo("true");
        String pattern = map.getString(path + "RepresentationMapping.SourceValue");
        assertThat(map.getString(path + "RepresentationMapping.TargetValue")).isEqualTo("\\1");
        assertThat(Stream.of(mapped.split(" ")))
                .allMatch(code -> code.replaceAll("^" + pattern + "$", "<$1>").equals("<" + code + ">"));
        assertThat(Stream.of(unmapped.split(" "))).noneMatch(code -> code.matches(pattern));
    }

    @ParameterizedTest
    @CsvSource({
        "structuremap/CKEP/SM_BTS_IMTS?references=children,DSD_BTS RM_AREA_IMTS RM_COMMODITY_IMTS SM_BTS_IMTS",
        "representationmap/CKEP/RM_AREA_IMTS?references=children&detail=referencestubs,CL_AREA RM_AREA_IMTS",
        "representationmap/CKEP/RM_AREA_IMTS?references=parents,RM_AREA_IMTS SM_BTS_IMTS",
        "datastructure/CKEP/DSD_BTS?references=structuremap,DSD_BTS SM_BTS_IMTS"
    })
    void mapsAreReachedByReferences(String address, String ids) {
        XmlPath xml =
                get("v2/structure/" + address, SdmxFormat.STRUCTURE_XML_3_0).xmlPath();
        assertThat(new TreeSet<>(xml.getList(STRUCTURES + "children().children().@id", String.class)))
                .isEqualTo(new TreeSet<>(List.of(ids.split(" "))));
    }

    /** Stubs of maps keep what the schemas want of them. */
    @Test
    void stubsSayFromWhereToWhere() {
        XmlPath xml = get("v2/structure/structuremap?detail=allstubs", SdmxFormat.STRUCTURE_XML_3_0)
                .xmlPath();
        String map = STRUCTURES + "StructureMaps.StructureMap.";
        assertThat(xml.getString(map + "Target"))
                .isEqualTo("urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=UNSD:IMTS(1.2)");
        assertThat(xml.getList(map + "ComponentMap")).isEmpty();
        XmlPath codes = get("v2/structure/representationmap?detail=allstubs", SdmxFormat.STRUCTURE_XML_3_0)
                .xmlPath();
        assertThat(codes.getList(STRUCTURES + "RepresentationMaps.RepresentationMap.SourceCodelist"))
                .hasSize(2);
    }

    /** SDMX 2.1 has no such map: there the data structure names it and its values by an annotation. */
    @Test
    void theFirstVersionsNameItByAnAnnotation() {
        String fixed = "COMMODITY_1_CONF=_Z COMMODITY_2=_Z COMMODITY_2_CONF=_Z COMMODITY_CUSTOM_BREAKDOWN=0"
                + " COUNTERPART_AREA_1_CONF=_Z COUNTERPART_AREA_2=W0 COUNTERPART_AREA_2_CONF=_Z"
                + " TRANSPORT_MODE_BORDER=0 TRANSPORT_MODE_BORDER_CONF=_Z ACTIVITY=_Z TRANSFORMATION=N"
                + " COUNTERPART_AREA_1_TYPE=_X COUNTERPART_AREA_2_TYPE=_X";
        String address = "/trade/sdmx/v2/structure/structuremap/CKEP/SM_BTS_IMTS/1.0.0";
        XmlPath xml = get("v1/datastructure/CKEP/DSD_BTS", SdmxFormat.STRUCTURE_XML_2_1)
                .xmlPath();
        String annotation = STRUCTURES + "DataStructures.DataStructure.Annotations.Annotation.";
        assertThat(xml.getString(annotation + "@id")).isEqualTo("STRUCTURE_MAP");
        assertThat(xml.getString(annotation + "AnnotationTitle")).isEqualTo("UNSD:IMTS(1.2)");
        assertThat(xml.getString(annotation + "AnnotationURL")).isEqualTo(address);
        assertThat(xml.getString(annotation + "AnnotationText")).isEqualTo(fixed);
        JsonPath json = get("v1/datastructure/CKEP/DSD_BTS", SdmxFormat.STRUCTURE_JSON_1_0)
                .jsonPath();
        assertThat(json.getList("data.dataStructures[0].annotations", Map.class))
                .containsExactly(Map.of(
                        "id",
                        "STRUCTURE_MAP",
                        "title",
                        "UNSD:IMTS(1.2)",
                        "type",
                        "sdmx_structure_map",
                        "text",
                        fixed,
                        "links",
                        List.of(Map.of("rel", "related", "href", address))));
        assertThat(given().accept(SdmxFormat.STRUCTURE_XML_3_0.mediaType())
                        .get(address)
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "v1/structuremap,STRUCTURE_XML_2_1,406",
        "v2/structure/representationmap,STRUCTURE_JSON_1_0,406",
        "v1/structureset,STRUCTURE_XML_2_1,501",
        "v1/structuremap,STRUCTURE_XML_3_0,200",
        "v2/structure/structuremap,STRUCTURE_XML_3_1,200"
    })
    void formatsWithoutMapsHaveNone(String address, SdmxFormat format, int status) {
        assertThat(get(address, format).statusCode()).isEqualTo(status);
    }

    /** A stub holds no annotation, a complete stub does; other formats and structures have none. */
    @ParameterizedTest
    @CsvSource({
        "datastructure/CKEP/DSD_BTS?detail=allstubs,STRUCTURE_XML_2_1,false",
        "datastructure/CKEP/DSD_BTS?detail=allcompletestubs,STRUCTURE_XML_2_1,true",
        "datastructure/CKEP/DSD_BTS,STRUCTURE_XML_3_0,false",
        "datastructure/UNSD/IMTS_COMPACT,STRUCTURE_XML_2_1,false"
    })
    void theAnnotationBelongsToWhatIsTold(String address, SdmxFormat format, boolean told) {
        Response answer = get("v1/" + address, format);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.asString().contains("STRUCTURE_MAP")).isEqualTo(told);
    }

    private static Response get(String address, SdmxFormat format) {
        return given().urlEncodingEnabled(false).accept(format.mediaType()).get("/trade/sdmx/" + address);
    }
}
