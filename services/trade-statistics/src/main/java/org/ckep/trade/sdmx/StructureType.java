package org.ckep.trade.sdmx;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The types of artefacts that are served, in the order of a structure message of SDMX-ML 2.1. */
enum StructureType {
    AGENCY_SCHEME("agencyscheme", "base", "AgencyScheme", "Agency"),
    DATA_PROVIDER_SCHEME("dataproviderscheme", "base", "DataProviderScheme", "DataProvider"),
    DATAFLOW("dataflow", "datastructure", "Dataflow", ""),
    METADATAFLOW("metadataflow", "metadatastructure", "Metadataflow", ""),
    CATEGORY_SCHEME("categoryscheme", "categoryscheme", "CategoryScheme", "Category"),
    CATEGORISATION("categorisation", "categoryscheme", "Categorisation", ""),
    CODE_LIST("codelist", "codelist", "Codelist", "Code"),
    /** A hierarchy over codes. SDMX 2.1 knows it only within a hierarchical code list, which then holds this one alone. */
    HIERARCHY("hierarchy", "codelist", "Hierarchy", ""),
    CONCEPT_SCHEME("conceptscheme", "conceptscheme", "ConceptScheme", "Concept"),
    METADATA_STRUCTURE("metadatastructure", "metadatastructure", "MetadataStructure", ""),
    DATA_STRUCTURE("datastructure", "datastructure", "DataStructure", ""),
    /** What codes there may be. */
    ALLOWED_CONSTRAINT("allowedconstraint", "registry", "ContentConstraint", ""),
    /** What codes there are figures for. */
    ACTUAL_CONSTRAINT("actualconstraint", "registry", "ContentConstraint", ""),
    PROVISION_AGREEMENT("provisionagreement", "registry", "ProvisionAgreement", ""),
    /** Ties a hierarchy to what it is for; version 3 only. */
    HIERARCHY_ASSOCIATION("hierarchyassociation", "codelist", "HierarchyAssociation", ""),
    /** How keys of one data structure are written in another; version 3 only. */
    STRUCTURE_MAP("structuremap", "structuremapping", "StructureMap", ""),
    /** How codes of one list are written in another; version 3 only. */
    REPRESENTATION_MAP("representationmap", "structuremapping", "RepresentationMap", "");

    /** The id of every scheme of agencies. */
    static final String AGENCIES = "AGENCIES";

    /** Types of the standard that are not offered: they answer 501, so that a client knows the root is right. */
    private static final Set<String> NOT_OFFERED = Set.of(
            "valuelist",
            "geographiccodelist",
            "geogridcodelist",
            "dataconsumerscheme",
            "metadataproviderscheme",
            "organisationunitscheme",
            "metadataprovisionagreement",
            "metadataconstraint",
            "reportingtaxonomy",
            "structureset",
            "conceptschememap",
            "categoryschememap",
            "organisationschememap",
            "reportingtaxonomymap",
            "process",
            "attachmentconstraint",
            "transformationscheme",
            "rulesetscheme",
            "userdefinedoperatorscheme",
            "customtypescheme",
            "namepersonalisationscheme",
            "namealiasscheme",
            "vtlmappingscheme",
            "metadata",
            "registration");

    private final String word;
    private final String modelPackage;
    private final String element;
    private final String itemElement;

    StructureType(String word, String modelPackage, String element, String itemElement) {
        this.word = word;
        this.modelPackage = modelPackage;
        this.element = element;
        this.itemElement = itemElement;
    }

    /** The word in addresses. */
    String word() {
        return word;
    }

    /** Its package in the information model, as URNs and references name it. */
    String modelPackage() {
        return modelPackage;
    }

    /** Its class in the information model, which is also its element in XML. */
    String element(MlVersion version) {
        if (this == HIERARCHY && !version.isThree()) {
            return "HierarchicalCodelist";
        }
        return isConstraint() && version.isThree() ? "DataConstraint" : element;
    }

    /** The element of its items, empty where it has none. */
    String itemElement() {
        return itemElement;
    }

    boolean hasItems() {
        return !itemElement.isEmpty();
    }

    /** Whether statisticians submit such artefacts. What there are figures for follows from the figures. */
    boolean isSubmitted() {
        return switch (this) {
            case ACTUAL_CONSTRAINT,
                    METADATAFLOW,
                    METADATA_STRUCTURE,
                    HIERARCHY,
                    HIERARCHY_ASSOCIATION,
                    STRUCTURE_MAP,
                    REPRESENTATION_MAP -> false;
            case AGENCY_SCHEME,
                    DATA_PROVIDER_SCHEME,
                    DATAFLOW,
                    CATEGORY_SCHEME,
                    CATEGORISATION,
                    CODE_LIST,
                    CONCEPT_SCHEME,
                    DATA_STRUCTURE,
                    ALLOWED_CONSTRAINT,
                    PROVISION_AGREEMENT -> true;
        };
    }

    /** Whether a part of one of them can be asked for by its id: an item, or the hierarchy of a hierarchical code list. */
    boolean hasParts() {
        return hasItems() || this == HIERARCHY;
    }

    /** Whether the formats of SDMX 2.1 have a form for it. */
    boolean isOfVersion2() {
        return this != HIERARCHY_ASSOCIATION && this != STRUCTURE_MAP && this != REPRESENTATION_MAP;
    }

    /** The only id of schemes of organisations, which have the version 1.0 and change; null for other types. */
    @Nullable
    String fixedId() {
        return switch (this) {
            case AGENCY_SCHEME -> AGENCIES;
            case DATA_PROVIDER_SCHEME -> "DATA_PROVIDERS";
            default -> null;
        };
    }

    boolean isConstraint() {
        return this == ALLOWED_CONSTRAINT || this == ACTUAL_CONSTRAINT;
    }

    /** The type of a class of the information model; the one word for constraints means those of what may be. */
    static Optional<StructureType> ofElement(String element) {
        return element.equals("DataConstraint")
                ? Optional.of(ALLOWED_CONSTRAINT)
                : Arrays.stream(values())
                        .filter(type -> type.element.equals(element))
                        .findFirst();
    }

    /** The type of scheme whose items are of that class. */
    static Optional<StructureType> ofItemElement(String element) {
        return Arrays.stream(values())
                .filter(type -> type.hasItems() && type.itemElement.equals(element))
                .findFirst();
    }

    /** The types that a word in an address means; empty for an unknown one. */
    static Set<StructureType> ofWord(String word) {
        return switch (word) {
            case "contentconstraint", "dataconstraint" -> Set.of(ALLOWED_CONSTRAINT, ACTUAL_CONSTRAINT);
            case "hierarchicalcodelist" -> Set.of(HIERARCHY);
            case "organisationscheme" -> Set.of(AGENCY_SCHEME, DATA_PROVIDER_SCHEME);
            default -> {
                Set<StructureType> types = new LinkedHashSet<>();
                Arrays.stream(values()).filter(type -> type.word.equals(word)).forEach(types::add);
                yield types;
            }
        };
    }

    /** True for a type that the standard knows and that is not offered. */
    static boolean isNotOffered(String word) {
        return NOT_OFFERED.contains(word);
    }

    /**
     * The types of the first part of a structure query.
     *
     * @param all the word for every type
     * @throws SdmxException where the word is unknown or its type is not offered
     */
    static Set<StructureType> asked(String word, String all) {
        if (word.equals(all)) {
            return Set.of(values());
        }
        if (isNotOffered(word)) {
            throw SdmxException.notImplemented("'" + word + "' is not offered.");
        }
        Set<StructureType> types = ofWord(word);
        if (types.isEmpty()) {
            throw SdmxException.syntax("'" + SdmxException.shorten(word) + "' is no resource of the SDMX REST API.");
        }
        return types;
    }
}
