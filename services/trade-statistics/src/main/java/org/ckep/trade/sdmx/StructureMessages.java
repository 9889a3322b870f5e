package org.ckep.trade.sdmx;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.ckep.kernel.value.Language;
import org.ckep.trade.code.Item;
import org.ckep.trade.sdmx.StructureQuery.StructureDetail;
import org.ckep.trade.sdmx.StructureWriter.Entry;
import org.jspecify.annotations.Nullable;

/** Answers queries for structures and for availability. Methods block; they are for worker threads. */
@ApplicationScoped
class StructureMessages {
    private final ListReader lists;
    private final Dataflows dataflows;
    private final SubmittedStructures submitted;
    private final Availabilities availabilities;
    private final Readings readings;
    private final Clock clock;

    StructureMessages(
            ListReader lists,
            Dataflows dataflows,
            SubmittedStructures submitted,
            Availabilities availabilities,
            Readings readings,
            Clock clock) {
        this.lists = lists;
        this.dataflows = dataflows;
        this.submitted = submitted;
        this.availabilities = availabilities;
        this.readings = readings;
        this.clock = clock;
    }

    /**
     * A structure message and since when it has been like this.
     *
     * @param content the message; its header carries the time of its preparation
     * @param state equal for equal content apart from the header
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Message(byte[] content, String state, Instant changedAt) {}

    /** The artefacts as they are now. */
    Catalogue catalogue() {
        return catalogue(offerings(null));
    }

    /** The artefacts of what is offered. */
    Catalogue catalogue(Offerings offerings) {
        return new Catalogue(lists.artefacts(), offerings);
    }

    /**
     * The message of a query for structures.
     *
     * @param offerings those of the instant of the query
     * @throws SdmxException with NO_RESULTS where nothing matches
     */
    Message structures(StructureQuery query, Offerings offerings, SdmxFormat format, Language language, Caller caller)
            throws SQLException {
        return structures(query, catalogue(offerings), null, format, language, caller);
    }

    /** What a schema says, in the form of structures: the context with all that it refers to, as far as it is allowed. */
    Message schema(SchemaQuery query, Offerings offerings, SdmxFormat format, Language language, Caller caller)
            throws SQLException {
        Catalogue catalogue = catalogue(offerings);
        return structures(described(query), catalogue, catalogue.allowed(query.target()), format, language, caller);
    }

    /** What a schema speaks of: its context with all that it refers to. */
    private static StructureQuery described(SchemaQuery query) {
        StructureRef context = query.target().ref();
        return new StructureQuery(
                Set.of(context.type()),
                Set.of(context.agency()),
                Set.of(context.id()),
                List.of(VersionPattern.exact(context.version())),
                Set.of(),
                StructureDetail.REFERENCEPARTIAL,
                Set.of(StructureQuery.References.DESCENDANTS),
                Set.of(),
                query.asOf());
    }

    /** Since when what a schema speaks of, and the constraints that bound it, have been like this. */
    Instant changedAt(SchemaQuery query, Catalogue catalogue) {
        Offerings offerings = catalogue.offerings();
        Stream<Instant> described = catalogue.graph(type -> true).answer(described(query)).stream()
                .map(ref -> catalogue.get(ref).changedAt());
        Stream<Instant> bounds = offerings.flows().stream().map(Dataflow::describedAt);
        return noLaterThan(
                query.asOf(),
                Stream.concat(described, bounds)
                        .max(Comparator.naturalOrder())
                        .filter(offerings.known().changedAt()::isBefore)
                        .orElse(offerings.known().changedAt()));
    }

    /** Of an instant nothing is told that came later. */
    private static Instant noLaterThan(@Nullable Instant asOf, Instant changedAt) {
        return asOf != null && changedAt.isAfter(asOf) ? asOf : changedAt;
    }

    private Message structures(
            StructureQuery query,
            Catalogue catalogue,
            @Nullable Region allowed,
            SdmxFormat format,
            Language language,
            Caller caller)
            throws SQLException {
        Instant asOf = query.asOf();
        ReferenceGraph graph = catalogue.graph(type -> format.family() == SdmxRoot.V2 || type.isOfVersion2());
        Set<StructureRef> named = graph.asked(query);
        if (named.isEmpty()) {
            if (!catalogue.graph(type -> true).asked(query).isEmpty()) {
                throw withoutForm("structures of SDMX 3");
            }
            throw SdmxException.noResults("There is no " + query.described() + ".");
        }
        Set<StructureRef> asked = holding(named, query, catalogue);
        Set<StructureRef> answer = graph.answer(query, asked);
        leaveOutDrafts(asked, answer, format);
        List<StructureRef> ordered = new ArrayList<>(answer);
        ordered.sort(Comparator.comparing(StructureRef::type));
        List<Entry> entries = new ArrayList<>();
        for (StructureRef ref : ordered) {
            boolean itself = asked.contains(ref);
            Structure structure = query.detail().describes(itself)
                    ? catalogue.get(ref)
                    : catalogue.get(ref).withoutDescription();
            boolean stub = query.detail().isStub(itself);
            if (structure instanceof Structure.Scheme scheme) {
                boolean cut = query.detail() == StructureDetail.REFERENCEPARTIAL && !itself;
                entries.add(scheme(
                        scheme,
                        stub,
                        itself ? query.items() : Set.of(),
                        cut ? PartialLists.bounds(ref, ordered, catalogue, allowed) : null,
                        asOf));
            } else if (ref.type() == StructureType.ACTUAL_CONSTRAINT && !stub) {
                Structure.Constraint read = read((Structure.Constraint) structure, catalogue, caller, asOf);
                if (read != null) {
                    entries.add(new Entry(read, false, List.of(), false));
                }
            } else {
                entries.add(new Entry(structure, stub, List.of(), false));
            }
        }
        if (entries.isEmpty()) {
            throw SdmxException.noResults("At that instant there was no " + query.described() + ".");
        }
        Message message = message(
                entries,
                catalogue,
                format,
                language,
                catalogue.offerings().known().changedAt());
        return new Message(message.content(), message.state(), noLaterThan(asOf, message.changedAt()));
    }

    /** Those that have any of the parts that are asked for. */
    private Set<StructureRef> holding(Set<StructureRef> named, StructureQuery query, Catalogue catalogue) {
        if (query.items().isEmpty()) {
            return named;
        }
        Set<StructureRef> holding = new LinkedHashSet<>();
        for (StructureRef ref : named) {
            if (holds(catalogue.get(ref), query)) {
                holding.add(ref);
            }
        }
        if (holding.isEmpty()) {
            throw SdmxException.noResults("There is no item '"
                    + SdmxException.shorten(String.join(", ", new TreeSet<>(query.items()))) + "' in "
                    + (named.size() == 1 ? named.iterator().next().reference() : query.described()) + ".");
        }
        return holding;
    }

    /** A hierarchical code list holds the hierarchy of its own id. */
    private boolean holds(Structure structure, StructureQuery query) {
        return structure instanceof Structure.Scheme scheme
                ? !PartialLists.withAncestors(query.items(), items(scheme, query.asOf()))
                        .isEmpty()
                : query.items().contains(structure.ref().id());
    }

    /** A draft has a version that the formats of SDMX 2.1 cannot write. */
    private static void leaveOutDrafts(Set<StructureRef> asked, Set<StructureRef> answer, SdmxFormat format) {
        if (format.family() == SdmxRoot.V1) {
            answer.removeIf(StructureRef::isDraft);
            if (asked.stream().noneMatch(answer::contains)) {
                throw withoutForm("drafts");
            }
        }
    }

    private static SdmxException withoutForm(String what) {
        return new SdmxException(
                SdmxError.NOT_ACCEPTABLE,
                "Only " + what + " match, and SDMX 2.1 has no form for them: ask for "
                        + SdmxFormat.STRUCTURE_XML_3_0.mediaType() + " or "
                        + SdmxFormat.STRUCTURE_JSON_2_1.mediaType() + ".");
    }

    private Entry scheme(
            Structure.Scheme scheme,
            boolean stub,
            Set<String> asked,
            @Nullable Set<String> bounds,
            @Nullable Instant asOf) {
        if (stub) {
            return new Entry(scheme, true, List.of(), scheme.artefact().partial());
        }
        List<Item> all = items(scheme, asOf);
        if (asked.isEmpty() && bounds == null) {
            return new Entry(scheme, false, all, scheme.artefact().partial());
        }
        Set<String> wanted = PartialLists.withAncestors(bounds == null ? asked : bounds, all);
        return new Entry(
                scheme,
                false,
                all.stream().filter(item -> wanted.contains(item.code())).toList(),
                true);
    }

    /**
     * What can be asked for.
     *
     * @param asOf instant of the submitted structures, null for now
     */
    Offerings offerings(@Nullable Instant asOf) {
        Dataflows.Seen seen = dataflows.seen();
        return seen.offerings().with(asOf == null ? submitted.all(seen.submitted()) : submitted.at(asOf));
    }

    /** The codes of a list in their order. */
    List<String> codes(Catalogue catalogue, Component.CodeListRef list, @Nullable Instant asOf) {
        return items((Structure.Scheme) catalogue.get(catalogue.list(list)), asOf).stream()
                .map(Item::code)
                .toList();
    }

    /** All items of a scheme in their order. */
    List<Item> items(Structure.Scheme scheme) {
        return items(scheme, null);
    }

    private List<Item> items(Structure.Scheme scheme, @Nullable Instant asOf) {
        return scheme.submitted()
                ? submitted.items(scheme.ref(), asOf)
                : lists.items(scheme.ref().agency(), scheme.ref().id(), asOf);
    }

    /** With the codes that there are figures for, or null where there were none yet. */
    private Structure.@Nullable Constraint read(
            Structure.Constraint constraint, Catalogue catalogue, Caller caller, @Nullable Instant asOf)
            throws SQLException {
        Dataflow flow = catalogue.offerings().flow(constraint.attachedTo().id()).orElseThrow();
        Vintage vintage = asOf == null ? Vintage.NOW : new Vintage(asOf, null, false);
        DataTarget target =
                new DataTarget(flow, DataTarget.Usage.DATAFLOW, null, Selection.all(flow.structure(), vintage));
        AvailabilityQuery everything = new AvailabilityQuery(List.of(target), Set.of(), false, Set.of());
        try (Reading reading = readings.begin(caller)) {
            Availability availability = availabilities.of(reading.connection(), target);
            if (asOf != null && availability.isEmpty()) {
                return null;
            }
            return new Structure.Constraint(
                    constraint.ref(),
                    constraint.attachedTo(),
                    constraint.names(),
                    constraint.changedAt(),
                    Region.actual(availability, flow.structure(), everything));
        }
    }

    /**
     * The message of a query for availability: one constraint for each dataflow that has figures of it.
     *
     * @throws SdmxException where there are no figures
     */
    Message availability(
            AvailabilityQuery query, Offerings offerings, SdmxFormat format, Language language, Caller caller)
            throws SQLException {
        List<FlowAvailability> found = available(query, caller);
        Catalogue catalogue = catalogue(offerings);
        List<Entry> entries = new ArrayList<>();
        beside(query, found, catalogue, entries);
        found.forEach(flow -> entries.add(new Entry(flow.constraint(query), false, List.of(), false)));
        entries.sort(Comparator.comparing(entry -> entry.structure().ref().type()));
        return message(entries, catalogue, format, language, query.revisedAt());
    }

    /** What there is of each dataflow, all of one state; those that have nothing are left out. */
    private List<FlowAvailability> available(AvailabilityQuery query, Caller caller) throws SQLException {
        DataTarget first = query.targets().getFirst();
        if (query.targets().stream().noneMatch(target -> target.flow().hasFigures())) {
            throw SdmxException.empty("There are no figures of " + first.ref().reference() + ".");
        }
        List<FlowAvailability> found = new ArrayList<>();
        try (Reading reading = readings.begin(caller)) {
            for (DataTarget target : query.targets()) {
                FlowAvailability flow = new FlowAvailability(
                        target,
                        query.available()
                                ? availabilities.stillPossible(reading.connection(), target, query)
                                : availabilities.of(reading.connection(), target));
                if (flow.isTold(query)) {
                    found.add(flow);
                }
            }
        }
        if (found.isEmpty()) {
            throw SdmxException.empty("No data of " + first.flow().reference() + " match the query.");
        }
        return found;
    }

    /**
     * The artefacts wanted beside the constraints, each once; code lists hold the codes that there are figures for and
     * those above.
     */
    private void beside(
            AvailabilityQuery query, List<FlowAvailability> found, Catalogue catalogue, List<Entry> entries) {
        Map<StructureRef, Set<String>> codes = new LinkedHashMap<>();
        Map<StructureRef, Set<String>> concepts = new LinkedHashMap<>();
        Set<String> providers = new HashSet<>();
        Set<StructureRef> described = new LinkedHashSet<>();
        for (FlowAvailability available : found) {
            Dataflow flow = available.target().flow();
            DataStructure structure = flow.structure();
            for (int i = 0; i < structure.dimensions().size(); i++) {
                Component dimension = structure.dimensions().get(i);
                if (dimension.codeList() != null && query.asksFor(dimension.id())) {
                    codes.computeIfAbsent(catalogue.list(dimension.codeList()), list -> new HashSet<>())
                            .addAll(available.availability().codes().get(i));
                }
            }
            for (Component component : structure.components()) {
                ItemRef concept = catalogue.concept(structure, component);
                concepts.computeIfAbsent(concept.scheme(), scheme -> new HashSet<>())
                        .add(concept.item());
            }
            catalogue.offerings().agreements(flow).forEach(agreement -> providers.add(agreement.provider()));
            described.add(structure.ref());
            described.add(flow.ref());
        }
        if (query.references().contains(StructureType.CODE_LIST)) {
            codes.forEach((list, present) -> entries.add(partial(catalogue, list, present)));
        }
        if (query.references().contains(StructureType.CONCEPT_SCHEME)) {
            concepts.forEach((scheme, used) -> entries.add(partial(catalogue, scheme, used)));
        }
        if (query.references().contains(StructureType.DATA_PROVIDER_SCHEME)) {
            entries.add(partial(catalogue, ProvisionAgreement.PROVIDERS, providers));
        }
        described.stream()
                .filter(ref -> query.references().contains(ref.type()))
                .forEach(ref -> entries.add(new Entry(catalogue.get(ref), false, List.of(), false)));
    }

    private Entry partial(Catalogue catalogue, StructureRef scheme, Set<String> items) {
        return scheme((Structure.Scheme) catalogue.get(scheme), false, Set.of(), items, null);
    }

    /** The message; it has not been like this before {@code notBefore}, as something may be gone since. */
    private Message message(
            List<Entry> entries, Catalogue catalogue, SdmxFormat format, Language language, Instant notBefore) {
        Utf8Output out = Utf8Output.inMemory();
        StructureWriter writer = format.syntax() == SdmxFormat.Syntax.JSON
                ? new JsonStructureWriter(out, format, catalogue, language)
                : new XmlStructureWriter(out, format.ml(), catalogue);
        try {
            long begin = writer.write(entries, clock.instant());
            byte[] content = out.toBytes();
            byte[] body = Arrays.copyOfRange(content, (int) begin, content.length);
            Instant changedAt = Stream.concat(
                            Stream.of(notBefore),
                            entries.stream().map(entry -> entry.structure().changedAt()))
                    .max(Comparator.naturalOrder())
                    .orElse(notBefore);
            return new Message(content, new String(body, StandardCharsets.UTF_8), changedAt);
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
    }
}
