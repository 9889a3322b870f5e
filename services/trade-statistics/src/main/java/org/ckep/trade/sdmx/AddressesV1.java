package org.ckep.trade.sdmx;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.ckep.trade.sdmx.DataTarget.Usage;
import org.ckep.trade.sdmx.StructureQuery.StructureDetail;
import org.ckep.trade.sdmx.StructureQuery.Wanted;

/** Reads addresses in the grammar of REST 1.5. */
final class AddressesV1 {
    private static final String ALL = "all";

    private enum V1Detail {
        FULL,
        DATAONLY,
        SERIESKEYSONLY,
        NODATA
    }

    private enum V1Structure {
        FULL,
        ALLSTUBS,
        REFERENCESTUBS,
        REFERENCEPARTIAL,
        ALLCOMPLETESTUBS,
        REFERENCECOMPLETESTUBS
    }

    private final RawUrl url;
    private final Offerings offerings;

    private AddressesV1(RawUrl url, Offerings offerings) {
        this.url = url;
        this.offerings = offerings;
    }

    /**
     * Reads an address.
     *
     * @throws SdmxException naming the part that is not understood
     */
    static SdmxQuery read(RawUrl url, Offerings offerings) {
        AddressesV1 address = new AddressesV1(url, offerings);
        return switch (url.segment(0, "").toLowerCase(Locale.ROOT)) {
            case "data" -> address.data();
            case "availableconstraint" -> address.availability();
            case "schema" -> address.schema();
            default -> address.structure();
        };
    }

    private DataQuery data() {
        limit(4, "data/{flow}/{key}/{provider}");
        List<DataTarget> targets = targets(QueryParameters.vintage(url));
        String dimension = QueryParameters.dimensionAtObservation(url, targets);
        Integer firstN = QueryParameters.count(url, "firstNObservations");
        Integer lastN = QueryParameters.count(url, "lastNObservations");
        Detail detail =
                switch (QueryParameters.word(url, "detail", V1Detail.FULL)) {
                    case FULL -> Detail.FULL;
                    case DATAONLY -> Detail.DATA_ONLY;
                    case SERIESKEYSONLY -> Detail.KEYS_ONLY;
                    case NODATA -> Detail.NO_DATA;
                };
        DataQuery query = new DataQuery(targets, firstN, lastN, dimension, detail, Sort.STANDARD, 0, Long.MAX_VALUE);
        QueryParameters.refuseBesideHistory(query);
        return query;
    }

    /** The dataflow of the path, or the agreements of the providers in it. */
    private List<DataTarget> targets(Vintage vintage) {
        if (url.segments().size() < 2) {
            throw SdmxException.syntax("The address has the form " + url.segment(0, "") + "/{flow}/{key}/{provider}.");
        }
        Dataflow flow = flow(url.segment(1, ""));
        LocalDate start = QueryParameters.start(url);
        LocalDate end = QueryParameters.end(url, start);
        Selection selection =
                new Selection(List.of(key(url.segment(2, ALL), flow.structure())), List.of(), start, end, vintage);
        String providers = url.segment(3, ALL);
        if (QueryParameters.several(providers, "+", ALL).isEmpty()) {
            return List.of(new DataTarget(flow, Usage.DATAFLOW, null, selection));
        }
        List<DataTarget> targets = new ArrayList<>();
        for (ProvisionAgreement agreement : offerings.agreements(flow)) {
            if (names(providers, agreement.provider())) {
                Selection narrowed = agreement.reporter() == null
                        ? selection
                        : selection.ofReporter(flow.structure(), agreement.reporter());
                if (!narrowed.keys().isEmpty()) {
                    targets.add(new DataTarget(flow, Usage.PROVISION_AGREEMENT, agreement, narrowed));
                }
            }
        }
        if (targets.isEmpty()) {
            throw SdmxException.empty("No provider '" + SdmxException.shorten(providers) + "' delivers such data of "
                    + flow.reference() + ".");
        }
        return targets;
    }

    private static boolean names(String providers, String provider) {
        for (String asked : providers.split("\\+", -1)) {
            String[] parts = asked.split(",", -1);
            boolean ours = parts.length == 1 || parts[0].equals(Dataflow.AGENCY);
            if (ours && parts[parts.length - 1].equals(provider)) {
                return true;
            }
        }
        return false;
    }

    private Dataflow flow(String reference) {
        String[] parts = reference.split(",", -1);
        if (parts.length > 3 || reference.isEmpty()) {
            throw SdmxException.syntax("A dataflow is named FLOW, AGENCY,FLOW or AGENCY,FLOW,VERSION, not '"
                    + SdmxException.shorten(reference) + "'.");
        }
        String agency = parts.length == 1 ? ALL : parts[0];
        String id = parts.length == 1 ? parts[0] : parts[1];
        String version = parts.length < 3 ? "latest" : parts[2];
        List<Dataflow> named = offerings.all().stream()
                .filter(flow -> flow.id().equals(id)
                        && (isAll(agency) || flow.ref().agency().equals(agency)))
                .toList();
        Set<StructureRef> meant =
                VersionPattern.meant(named.stream().map(Dataflow::ref).toList(), List.of(version(version)));
        // Ours come first, so whoever names no agency gets figures where there are any under that id.
        return named.stream()
                .filter(flow -> meant.contains(flow.ref()))
                .findFirst()
                .orElseThrow(() ->
                        SdmxException.noResults("There is no dataflow '" + SdmxException.shorten(reference) + "'."));
    }

    private static List<Set<String>> key(String text, DataStructure structure) {
        if (isAll(text) || text.isEmpty()) {
            return Selection.wildcards(structure);
        }
        String[] parts = text.split("\\.", -1);
        if (parts.length != structure.dimensions().size()) {
            throw SdmxException.syntax("The key '" + SdmxException.shorten(text) + "' has " + parts.length
                    + " parts, the structure " + structure.dimensions().size() + " dimensions.");
        }
        List<Set<String>> key = new ArrayList<>();
        for (String part : parts) {
            Set<String> codes = new TreeSet<>();
            if (!part.isEmpty()) {
                for (String code : part.split("\\+", -1)) {
                    codes.add(QueryParameters.code(code));
                }
            }
            key.add(codes);
        }
        return key;
    }

    private AvailabilityQuery availability() {
        limit(5, "availableconstraint/{flow}/{key}/{provider}/{componentId}");
        List<DataTarget> targets = targets(QueryParameters.vintageOfAvailability(url));
        Set<String> components = QueryParameters.several(url.segment(4, ALL), "+", ALL);
        return new AvailabilityQuery(
                QueryParameters.withDimensions(DataTarget.byDataflow(targets), components),
                components,
                QueryParameters.asksForAvailable(url),
                besideConstraint(url));
    }

    /** Types wanted beside a constraint of availability. */
    static Set<StructureType> besideConstraint(RawUrl url) {
        String text = url.parameter("references");
        Set<StructureType> offered = EnumSet.of(
                StructureType.CODE_LIST,
                StructureType.DATA_STRUCTURE,
                StructureType.CONCEPT_SCHEME,
                StructureType.DATAFLOW,
                StructureType.DATA_PROVIDER_SCHEME);
        Set<StructureType> wanted = EnumSet.noneOf(StructureType.class);
        for (String word : text == null
                ? new String[] {"none"}
                : text.toLowerCase(Locale.ROOT).split(",", -1)) {
            if (word.equals(ALL)) {
                wanted.addAll(offered);
            } else if (!word.equals("none") && !word.equals("valuelist")) {
                Set<StructureType> types = StructureType.ofWord(word);
                if (types.isEmpty() || !offered.containsAll(types)) {
                    throw SdmxException.parameter(
                            "references",
                            word,
                            "none, all, codelist, datastructure, conceptscheme, dataflow or dataproviderscheme");
                }
                wanted.addAll(types);
            }
        }
        return wanted;
    }

    private SchemaQuery schema() {
        limit(5, "schema/{context}/{agency}/{id}/{version}");
        if (url.segments().size() < 4) {
            throw SdmxException.syntax("A schema query has the form schema/{context}/{agency}/{id}/{version}.");
        }
        String explicit = url.parameter("explicitMeasure");
        if (explicit != null && !explicit.equals("false")) {
            throw explicit.equals("true")
                    ? SdmxException.syntax("The structure has no measure dimension, so no measures can be explicit.")
                    : SdmxException.parameter("explicitMeasure", explicit, "true or false");
        }
        DataTarget target = ContextReader.one(
                offerings,
                url.segment(1, ""),
                url.segment(2, ""),
                url.segment(3, ""),
                List.of(version(url.segment(4, "latest"))));
        return new SchemaQuery(
                target,
                QueryParameters.dimensionAtObservation(url, List.of(target)),
                false,
                QueryParameters.structuresAsOf(url));
    }

    private StructureQuery structure() {
        limit(5, "{type}/{agency}/{id}/{version}/{item}");
        Set<StructureType> types =
                StructureType.asked(url.segment(0, "structure").toLowerCase(Locale.ROOT), "structure");
        Wanted wanted = Wanted.of(url.parameter("references"), false);
        return new StructureQuery(
                types,
                QueryParameters.several(url.segment(1, ALL), "+", ALL),
                QueryParameters.several(url.segment(2, ALL), "+", ALL),
                List.of(version(url.segment(3, "latest"))),
                QueryParameters.several(url.segment(4, ALL), "+", ALL),
                StructureDetail.valueOf(
                        QueryParameters.word(url, "detail", V1Structure.FULL).name()),
                wanted.references(),
                wanted.types(),
                QueryParameters.structuresAsOf(url));
    }

    private static VersionPattern version(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        if (word.equals(ALL)) {
            return VersionPattern.ALL;
        }
        return word.isEmpty() || word.equals("latest") ? VersionPattern.LATEST : VersionPattern.exact(text);
    }

    private static boolean isAll(String text) {
        return text.toLowerCase(Locale.ROOT).equals(ALL);
    }

    private void limit(int parts, String form) {
        if (url.segments().size() > parts) {
            throw SdmxException.syntax("The address has the form " + form + ".");
        }
    }
}
