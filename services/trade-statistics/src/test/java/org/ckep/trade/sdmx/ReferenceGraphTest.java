package org.ckep.trade.sdmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceGraphTest {
    private static final ReferenceGraph GRAPH = new ReferenceGraph(List.of(
            ref(StructureType.DATAFLOW, "CKEP", "F1"),
            ref(StructureType.DATAFLOW, "CKEP", "F2"),
            ref(StructureType.DATA_STRUCTURE, "CKEP", "DSD_BTS"),
            ref(StructureType.CONCEPT_SCHEME, "CKEP", "CS_BTS"),
            ref(StructureType.CODE_LIST, "CKEP", "CL_AREA"),
            ref(StructureType.CODE_LIST, "SDMX", "CL_FREQ"),
            ref(StructureType.CODE_LIST, "CKEP", "CL_SOURCE"),
            ref(StructureType.AGENCY_SCHEME, "SDMX", "AGENCIES")));

    @ParameterizedTest
    @CsvSource({
        "dataflow,F1 F2",
        "dataflow/CKEP/F1/latest,F1",
        "dataflow/all/all/latest,F1 F2",
        "dataflow/ECB,''",
        "dataflow/BIS+CKEP/F1+F2,F1 F2",
        "dataflow/CKEP/F1?references=children,DSD_BTS F1",
        "dataflow/CKEP/F1?references=descendants,CL_AREA CL_FREQ CS_BTS DSD_BTS F1",
        "dataflow/CKEP/F1?references=codelist,CL_AREA CL_FREQ F1",
        "dataflow/CKEP/F1?references=parents,F1",
        "datastructure/CKEP/DSD_BTS/1.0.0?references=children,CL_AREA CL_FREQ CS_BTS DSD_BTS",
        "datastructure/all/DSD_BTS?references=parents,DSD_BTS F1 F2",
        "datastructure/CKEP/DSD_BTS?references=all,CL_AREA CL_FREQ CS_BTS DSD_BTS F1 F2",
        "datastructure/CKEP/DSD_BTS/2.0,''",
        "codelist/CKEP/CL_AREA?references=parents,CL_AREA DSD_BTS",
        "codelist/CKEP/CL_AREA?references=parentsandsiblings,CL_AREA CL_FREQ CS_BTS DSD_BTS",
        "codelist/CKEP/CL_AREA?references=dataflow,CL_AREA F1 F2",
        "codelist/CKEP/CL_SOURCE?references=all,CL_SOURCE",
        "codelist,CL_AREA CL_FREQ CL_SOURCE",
        "agencyscheme,AGENCIES",
        "structure/SDMX,AGENCIES CL_FREQ"
    })
    void theAnswerHoldsWhatIsAskedForAndWhatBelongsToIt(String address, String ids) {
        StructureQuery query = StructureQuery.of(RawUrl.of("/sdmx/v1/" + address, "/sdmx/v1"));
        assertThat(GRAPH.answer(query).stream().map(StructureRef::id).sorted().collect(Collectors.joining(" ")))
                .isEqualTo(ids);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"provisionagreement", "categoryscheme/all", "structureset", "process", "schema/dataflow/CKEP/F1"
            })
    void typesThatAreNotBuiltAre501(String address) {
        assertError(address, SdmxError.NOT_IMPLEMENTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "dataflow/CKEP/F1/latest/x",
                "dataflow/a/b/c/d/e",
                "dataflow?references=cousins",
                "dataflow?detail=some"
            })
    void whatIsNotUnderstoodIs400(String address) {
        assertError(address, SdmxError.SYNTAX);
    }

    @Test
    void stubsAreWhatTheDetailSays() {
        assertThat(StructureQuery.Detail.REFERENCESTUBS.isStub(true)).isFalse();
        assertThat(StructureQuery.Detail.REFERENCESTUBS.isStub(false)).isTrue();
        assertThat(StructureQuery.Detail.ALLSTUBS.isStub(true)).isTrue();
        assertThat(StructureQuery.Detail.FULL.isStub(false)).isFalse();
    }

    private static void assertError(String address, SdmxError error) {
        assertThatThrownBy(() -> StructureQuery.of(RawUrl.of("/sdmx/v1/" + address, "/sdmx/v1")))
                .isInstanceOfSatisfying(SdmxException.class, refused -> assertThat(refused.error())
                        .isEqualTo(error));
    }

    private static StructureRef ref(StructureType type, String agency, String id) {
        return new StructureRef(type, agency, id, "1.0.0");
    }
}
