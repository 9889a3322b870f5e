package org.ckep.trade.sdmx;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** The types of artefacts that this root serves. */
enum StructureType {
    AGENCY_SCHEME("agencyscheme"),
    DATAFLOW("dataflow"),
    CODE_LIST("codelist"),
    CONCEPT_SCHEME("conceptscheme"),
    DATA_STRUCTURE("datastructure");

    /** The word for all types at once. */
    static final String ALL = "structure";

    /** Types of the standard that are not offered yet: they answer 501, so that a client knows the root is right. */
    private static final Set<String> NOT_OFFERED = Set.of(
            "metadatastructure",
            "categoryscheme",
            "hierarchicalcodelist",
            "organisationscheme",
            "dataproviderscheme",
            "dataconsumerscheme",
            "organisationunitscheme",
            "metadataflow",
            "reportingtaxonomy",
            "provisionagreement",
            "structureset",
            "process",
            "categorisation",
            "contentconstraint",
            "actualconstraint",
            "allowedconstraint",
            "attachmentconstraint",
            "transformationscheme",
            "rulesetscheme",
            "userdefinedoperatorscheme",
            "customtypescheme",
            "namepersonalisationscheme",
            "namealiasscheme",
            "vtlmappingscheme",
            "availableconstraint",
            "schema",
            "metadata",
            "registration");

    private final String word;

    StructureType(String word) {
        this.word = word;
    }

    /** The word in addresses. */
    String word() {
        return word;
    }

    static Optional<StructureType> ofWord(String word) {
        return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }

    /** True for a type that the standard knows and this root does not offer yet. */
    static boolean isNotOffered(String word) {
        return NOT_OFFERED.contains(word);
    }
}
