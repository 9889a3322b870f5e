package org.ckep.trade.sdmx;

import java.time.DateTimeException;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.ckep.trade.observation.TimeRange;
import org.ckep.trade.sdmx.StructureQuery.StructureDetail;
import org.ckep.trade.sdmx.StructureQuery.Wanted;

/** Reads addresses in the grammar of REST 2.2. */
final class AddressesV2 {
    private static final String ALL = "*";

    /** What REST 1 says for it; clients of REST 1 that moved on still do. */
    private static final String ALL_OF_REST_1 = "all";

    /** Each key becomes a condition with up to as many bound values as it has dimensions. */
    private static final int MAX_KEYS = 2_000;

    private final RawUrl url;
    private final Offerings offerings;

    private AddressesV2(RawUrl url, Offerings offerings) {
        this.url = url;
        this.offerings = offerings;
    }

    /**
     * Reads an address.
     *
     * @throws SdmxException naming the part that is not understood
     */
    static SdmxQuery read(RawUrl url, Offerings offerings) {
        AddressesV2 address = new AddressesV2(url, offerings);
        String resource = url.segment(0, "").toLowerCase(Locale.ROOT);
        return switch (resource) {
            case "data" -> address.data();
            case "availability" -> address.availability();
            case "schema" -> address.schema();
            case "structure" -> address.structure();
            case "metadata", "registration" -> throw SdmxException.notImplemented("'" + resource + "' is not offered.");
            default ->
                throw SdmxException.syntax("'" + SdmxException.shorten(url.segment(0, ""))
                        + "' is no resource: expected is structure, data, availability or schema.");
        };
    }

    private DataQuery data() {
        limit(6, "data/{context}/{agency}/{id}/{version}/{key}");
        List<DataTarget> targets = targets(QueryParameters.vintage(url));
        String dimension = QueryParameters.dimensionAtObservation(url, targets);
        Integer firstN = QueryParameters.count(url, "firstNObservations");
        Integer lastN = QueryParameters.count(url, "lastNObservations");
        DataQuery query = new DataQuery(
                targets,
                firstN,
                lastN,
                dimension,
                detail(targets),
                Sort.of(url.parameter("sort"), targets),
                number("offset", 0),
                number("limit", Long.MAX_VALUE));
        QueryParameters.refuseBesideHistory(query);
        return query;
    }

    private List<DataTarget> targets(Vintage vintage) {
        Set<String> agencies = several(part(2, ALL));
        Set<String> ids = several(part(3, ALL));
        String context = part(1, ALL);
        List<DataTarget> matching = ContextReader.matching(offerings, context, agencies, ids, versions(part(4, ALL)));
        if (matching.isEmpty()) {
            throw ContextReader.notFound(context.equals(ALL) ? "artefact" : context, part(2, ALL), part(3, ALL));
        }
        MonthDay yearStart = reportingYearStart();
        Map<String, String> conditions = conditions();
        Set<String> unknown = new HashSet<>(conditions.keySet());
        String longest = "";
        List<DataTarget> targets = new ArrayList<>();
        for (DataTarget target : matching) {
            DataStructure structure = target.flow().structure();
            conditions.keySet().stream()
                    .filter(id -> structure.component(id).isPresent())
                    .forEach(unknown::remove);
            List<List<Set<String>>> keys = keys(part(5, ALL), structure);
            boolean known = conditions.keySet().stream()
                    .allMatch(id -> structure.component(id).isPresent());
            if (!keys.isEmpty() && known) {
                targets.add(narrowed(target, keys, conditions, vintage, yearStart));
            } else if (keys.isEmpty()) {
                longest = "The key '" + SdmxException.shorten(part(5, ALL)) + "' has more parts than "
                        + structure.reference() + " has dimensions.";
            }
        }
        if (!unknown.isEmpty()) {
            throw SdmxException.syntax("There is no component '"
                    + SdmxException.shorten(unknown.iterator().next()) + "', as the filter c[…] names it.");
        }
        if (targets.isEmpty()) {
            throw longest.isEmpty()
                    ? SdmxException.empty("No structure has all the components of the filters.")
                    : SdmxException.syntax(longest);
        }
        // What has no figures stands in no answer beside what has some.
        List<DataTarget> holding =
                targets.stream().filter(target -> target.flow().hasFigures()).toList();
        return holding.isEmpty() ? targets : holding;
    }

    private static DataTarget narrowed(
            DataTarget target,
            List<List<Set<String>>> keys,
            Map<String, String> conditions,
            Vintage vintage,
            MonthDay yearStart) {
        DataStructure structure = target.flow().structure();
        List<Filter> filters = new ArrayList<>();
        conditions.forEach(
                (id, text) -> filters.add(Filter.of(structure.component(id).orElseThrow(), text, yearStart)));
        Selection selection = new Selection(keys, filters, Selection.EARLIEST, Selection.LATEST, vintage);
        ProvisionAgreement agreement = target.agreement();
        return new DataTarget(
                target.flow(),
                target.usage(),
                agreement,
                agreement == null || agreement.reporter() == null
                        ? selection
                        : selection.ofReporter(structure, agreement.reporter()));
    }

    /** The keys of the address for a structure; none where one of them is too long for it. */
    private static List<List<Set<String>>> keys(String text, DataStructure structure) {
        List<List<Set<String>>> keys = new ArrayList<>();
        String[] alternatives = text.split(",", -1);
        if (alternatives.length > MAX_KEYS) {
            throw new SdmxException(
                    SdmxError.CLIENT_LIMIT,
                    "A query has at most " + MAX_KEYS + " keys: ask in several, or by filters c[…].");
        }
        for (String key : alternatives) {
            List<Set<String>> parts = new ArrayList<>();
            if (!key.equals(ALL)) {
                for (String part : key.split("\\.", -1)) {
                    parts.add(part.equals(ALL) || part.isEmpty() ? Set.of() : Set.of(QueryParameters.code(part)));
                }
            }
            if (parts.size() > structure.dimensions().size()) {
                return List.of();
            }
            while (parts.size() < structure.dimensions().size()) {
                parts.add(Set.of());
            }
            keys.add(parts);
        }
        return keys;
    }

    /** The texts of the filters by the id of their component. */
    private Map<String, String> conditions() {
        for (String name : url.names()) {
            if (name.startsWith("c[") && !name.endsWith("]")) {
                throw SdmxException.syntax("The filter '" + SdmxException.shorten(name)
                        + "' is not closed: it has the form c[COMPONENT].");
            }
        }
        Map<String, String> conditions = new LinkedHashMap<>();
        url.parameters().forEach((name, value) -> {
            if (name.startsWith("c[")) {
                if (url.repeated().contains(name)) {
                    throw SdmxException.syntax("The filter '" + SdmxException.shorten(name)
                            + "' stands there more than once: join its conditions by , or +.");
                }
                conditions.put(name.substring(2, name.length() - 1), value);
            }
        });
        return conditions;
    }

    private Detail detail(List<DataTarget> targets) {
        Set<String> attributes = new HashSet<>();
        for (String word : url.parameters().getOrDefault("attributes", "dsd").split(",", -1)) {
            switch (word) {
                case "dsd", "all" -> attributes.add(Detail.ALL);
                case "dataset", "msd", "none" -> {
                    // Our figures have neither attributes of a data set nor reference metadata.
                }
                case "series" -> attributes.add(Detail.SERIES);
                case "obs" -> attributes.add(Detail.OBSERVATION);
                default -> attributes.add(attribute(word, targets));
            }
        }
        String measures = url.parameters().getOrDefault("measures", "all");
        boolean value =
                switch (measures) {
                    case "all", Component.OBS_VALUE -> true;
                    case "none" -> false;
                    default -> throw SdmxException.parameter("measures", measures, "all, none or OBS_VALUE");
                };
        Detail detail = new Detail(true, value, attributes);
        return value || detail.hasObservationAttributes() ? detail : new Detail(false, false, attributes);
    }

    private static String attribute(String id, List<DataTarget> targets) {
        boolean known = targets.stream()
                .flatMap(target -> target.flow().structure().attributes().stream())
                .anyMatch(attribute -> attribute.id().equals(id));
        if (!known) {
            throw SdmxException.parameter(
                    "attributes", id, "dsd, msd, dataset, series, obs, all, none or the id of an attribute");
        }
        return id;
    }

    private AvailabilityQuery availability() {
        limit(7, "availability/{context}/{agency}/{id}/{version}/{key}/{componentId}");
        List<DataTarget> targets = targets(QueryParameters.vintageOfAvailability(url));
        Set<String> components = several(part(6, ALL));
        return new AvailabilityQuery(
                QueryParameters.withDimensions(DataTarget.byDataflow(targets), components),
                components,
                QueryParameters.asksForAvailable(url),
                AddressesV1.besideConstraint(url));
    }

    private SchemaQuery schema() {
        limit(5, "schema/{context}/{agency}/{id}/{version}");
        if (url.segments().size() < 4) {
            throw SdmxException.syntax("A schema query has the form schema/{context}/{agency}/{id}/{version}.");
        }
        String deletion = url.parameter("deletion");
        if (deletion != null && !deletion.equals("true") && !deletion.equals("false")) {
            throw SdmxException.parameter("deletion", deletion, "true or false");
        }
        DataTarget target = ContextReader.one(
                offerings, url.segment(1, ""), url.segment(2, ""), url.segment(3, ""), versions(url.segment(4, "~")));
        return new SchemaQuery(
                target,
                QueryParameters.dimensionAtObservation(url, List.of(target)),
                "true".equals(deletion),
                QueryParameters.structuresAsOf(url));
    }

    private StructureQuery structure() {
        limit(6, "structure/{type}/{agency}/{id}/{version}/{item}");
        Wanted wanted = Wanted.of(url.parameter("references"), true);
        return new StructureQuery(
                StructureType.asked(part(1, ALL).toLowerCase(Locale.ROOT), ALL),
                several(part(2, ALL)),
                several(part(3, ALL)),
                versions(part(4, "~")),
                several(part(5, ALL)),
                QueryParameters.word(url, "detail", StructureDetail.FULL),
                wanted.references(),
                wanted.types(),
                QueryParameters.structuresAsOf(url));
    }

    /** A part of the path, or the default where the path is shorter. */
    private String part(int index, String whenAbsent) {
        String text = url.segment(index, whenAbsent);
        return text.toLowerCase(Locale.ROOT).equals(ALL_OF_REST_1) ? ALL : text;
    }

    private static Set<String> several(String text) {
        return QueryParameters.several(text, ",", ALL);
    }

    private static List<VersionPattern> versions(String text) {
        List<VersionPattern> versions = new ArrayList<>();
        for (String version : text.split(",", -1)) {
            versions.add(VersionPattern.of(version));
        }
        return versions;
    }

    /** From which day on half-years, quarters and their like are counted in filters. */
    private MonthDay reportingYearStart() {
        String day = url.parameter("reportingYearStartDay");
        if (day == null) {
            return TimeRange.CALENDAR_YEAR;
        }
        try {
            return MonthDay.parse(day);
        } catch (DateTimeException none) {
            throw SdmxException.parameter("reportingYearStartDay", day, "a day of the year such as --07-01");
        }
    }

    private long number(String name, long whenAbsent) {
        String text = url.parameter(name);
        if (text == null) {
            return whenAbsent;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // refused below
        }
        throw SdmxException.parameter(name, text, "a whole number from 0 to " + Long.MAX_VALUE);
    }

    private void limit(int parts, String form) {
        if (url.segments().size() > parts) {
            throw SdmxException.syntax("The address has the form " + form + ".");
        }
    }
}
