package org.ckep.trade.sdmx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceGraphTest {
    private static final StructureRef DSD = ref(StructureType.DATA_STRUCTURE, "CKEP", "DSD_BTS");
    private static final StructureRef FLOW_1 = ref(StructureType.DATAFLOW, "CKEP", "F1");
    private static final StructureRef FLOW_2 = ref(StructureType.DATAFLOW, "CKEP", "F2");
    private static final StructureRef CONCEPTS = ref(StructureType.CONCEPT_SCHEME, "CKEP", "CS_BTS");
    private static final StructureRef AREAS = ref(StructureType.CODE_LIST, "CKEP", "CL_AREA");
    private static final StructureRef FREQUENCIES = ref(StructureType.CODE_LIST, "SDMX", "CL_FREQ");
    private static final StructureRef PROVIDERS = ref(StructureType.DATA_PROVIDER_SCHEME, "CKEP", "DATA_PROVIDERS");
    private static final StructureRef NOWHERE = ref(StructureType.CODE_LIST, "CKEP", "CL_NOWHERE");

    private static final ReferenceGraph GRAPH = graph();

    private static ReferenceGraph graph() {
        Map<StructureRef, Set<StructureRef>> references = new LinkedHashMap<>();
        references.put(ref(StructureType.AGENCY_SCHEME, "SDMX", "AGENCIES"), Set.of());
        references.put(PROVIDERS, Set.of());
        references.put(FLOW_1, Set.of(DSD));
        references.put(FLOW_2, Set.of(DSD));
        references.put(AREAS, Set.of());
        references.put(FREQUENCIES, Set.of());
        references.put(ref(StructureType.CODE_LIST, "CKEP", "CL_SOURCE"), Set.of());
        references.put(CONCEPTS, Set.of());
        references.put(DSD, Set.of(CONCEPTS, AREAS, FREQUENCIES, NOWHERE));
        references.put(ref(StructureType.ALLOWED_CONSTRAINT, "CKEP", "CR_F1"), Set.of(FLOW_1));
        references.put(ref(StructureType.PROVISION_AGREEMENT, "CKEP", "PA1"), Set.of(FLOW_1, PROVIDERS));
        return new ReferenceGraph(references);
    }

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
        "dataflow/CKEP/F1?references=parents,CR_F1 F1 PA1",
        "dataflow/CKEP/F1?references=parentsandsiblings,CR_F1 DATA_PROVIDERS F1 PA1",
        "provisionagreement/all/PA1?references=descendants,CL_AREA CL_FREQ CS_BTS DATA_PROVIDERS DSD_BTS F1 PA1",
        "contentconstraint?references=children,CR_F1 F1",
        "organisationscheme,AGENCIES DATA_PROVIDERS",
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
        assertAnswer((StructureQuery) Samples.v1(address), ids);
    }

    @Test
    void ancestorsAreParentsOnEveryLevel() {
        assertAnswer(
                (StructureQuery) Samples.v2("structure/codelist/CKEP/CL_AREA/~?references=ancestors"),
                "CL_AREA CR_F1 DSD_BTS F1 F2 PA1");
    }

    private static void assertAnswer(StructureQuery query, String ids) {
        assertThat(GRAPH.answer(query).stream().map(StructureRef::id).sorted().collect(Collectors.joining(" ")))
                .isEqualTo(ids);
    }

    @Test
    void stubsAreWhatTheDetailSays() {
        assertThat(StructureQuery.StructureDetail.REFERENCESTUBS.isStub(true)).isFalse();
        assertThat(StructureQuery.StructureDetail.REFERENCESTUBS.isStub(false)).isTrue();
        assertThat(StructureQuery.StructureDetail.ALLSTUBS.isStub(true)).isTrue();
        assertThat(StructureQuery.StructureDetail.FULL.isStub(false)).isFalse();
    }

    private static StructureRef ref(StructureType type, String agency, String id) {
        return new StructureRef(type, agency, id, "1.0.0");
    }
}
