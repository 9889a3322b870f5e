package org.ckep.trade.sdmx;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.ckep.kernel.value.Language;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.trade.code.Item;
import org.ckep.trade.observation.Period;
import org.ckep.trade.sdmx.RawArtefact.RawCodes;
import org.ckep.trade.sdmx.RawArtefact.RawItem;
import org.ckep.trade.sdmx.RawArtefact.RawReference;
import org.ckep.trade.sdmx.RawArtefact.RawText;
import org.ckep.trade.sdmx.RawArtefact.Reference;
import org.jspecify.annotations.Nullable;

/** Makes an artefact of what a message says, and notes everything that is wrong with it by itself. */
final class SubmissionReader {
    static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,79}");
    private static final Pattern AGENCY =
            Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,39}(\\.[A-Za-z][A-Za-z0-9_-]{0,39}){0,4}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_@$-]{1,80}");
    private static final Pattern VERSION =
            Pattern.compile("(0|[1-9][0-9]{0,8})(\\.(0|[1-9][0-9]{0,8})){2}(-[A-Za-z][A-Za-z0-9-]{0,29})?");
    private static final String FIXED_VERSION = "1.0";
    private static final LocalizedText UNNAMED = LocalizedText.en("-");

    private final RawArtefact raw;
    private final List<SubmissionFault> faults;
    private final Instant at;

    private SubmissionReader(RawArtefact raw, Instant at) {
        this.raw = raw;
        this.faults = new ArrayList<>(raw.faults);
        this.at = at;
    }

    /**
     * The artefact.
     *
     * @param at since when it is to count as it is
     * @throws SdmxException where it does not even say which artefact it is
     */
    static Submission read(RawArtefact raw, Instant at) {
        return new SubmissionReader(raw, at).read();
    }

    private Submission read() {
        StructureRef ref = ref();
        LocalizedText names = texts(raw.names, raw.place).orElseGet(() -> {
            fault(raw.place, SubmissionFault.MEANINGLESS, "The artefact has no name in en, zh or ko.");
            return UNNAMED;
        });
        LocalizedText description = texts(raw.descriptions, raw.place).orElse(null);
        if (raw.is("isExternalReference")) {
            fault(raw.place, SubmissionFault.MEANINGLESS, "A stub has no content that could be stored.");
        }
        if (raw.is("isPartial") && (!raw.type.hasItems() || raw.type == StructureType.CATEGORY_SCHEME)) {
            fault(raw.place, SubmissionFault.NOT_KEPT, "'isPartial' is not kept by this service.");
        }
        List<Item> items = items();
        Structure structure =
                switch (raw.type) {
                    case DATA_STRUCTURE ->
                        new Structure.Definition(DefinitionReader.read(raw, ref, faults), names, description, at);
                    case DATAFLOW ->
                        new Structure.Flow(
                                ref,
                                names,
                                description,
                                at,
                                target(
                                        Reference.STRUCTURE,
                                        urn -> artefact(urn, StructureType.DATA_STRUCTURE),
                                        DataStructure.BTS.ref()));
                    case PROVISION_AGREEMENT ->
                        new Structure.Agreement(
                                ref,
                                names,
                                description,
                                at,
                                target(
                                        Reference.DATAFLOW,
                                        urn -> artefact(urn, StructureType.DATAFLOW),
                                        Structure.dataflow("")),
                                target(
                                        Reference.PROVIDER,
                                        StructureRef::itemOfUrn,
                                        nowhere(ProvisionAgreement.PROVIDERS)));
                    case CATEGORISATION ->
                        new Structure.Filing(
                                ref,
                                names,
                                description,
                                at,
                                target(Reference.SOURCE, StructureRef::ofUrn, Structure.dataflow("")),
                                target(Reference.TARGET, StructureRef::itemOfUrn, nowhere(Categorisation.SCHEME)));
                    case ALLOWED_CONSTRAINT ->
                        new Structure.Constraint(
                                ref,
                                target(Reference.ATTACHMENT, StructureRef::ofUrn, Structure.dataflow("")),
                                names,
                                description,
                                at,
                                region());
                    default -> StoredStructure.scheme(names, description).toStructure(ref, at);
                };
        return new Submission(
                structure,
                items,
                raw.is("isPartial"),
                ref.isFinal() && "false".equals(raw.attributes.get("isFinal")),
                raw.place,
                faults);
    }

    private static Optional<StructureRef> artefact(String urn, StructureType type) {
        return StructureRef.ofUrn(urn).filter(ref -> ref.type() == type);
    }

    private static ItemRef nowhere(StructureRef scheme) {
        return new ItemRef(scheme, "");
    }

    private StructureRef ref() {
        String agency = raw.attributes.getOrDefault("agencyID", "");
        String id = raw.attributes.getOrDefault("id", raw.type.fixedId() == null ? "" : raw.type.fixedId());
        String version = raw.attributes.getOrDefault("version", FIXED_VERSION);
        if (!AGENCY.matcher(agency).matches() || !NAME.matcher(id).matches()) {
            throw SdmxException.syntax("An artefact needs an agencyID and an id of letters, digits, - and _ that begin"
                    + " with a letter: " + raw.place + ".");
        }
        StructureRef ref = new StructureRef(raw.type, agency, id, version);
        if (raw.type.fixedId() != null) {
            if (!id.equals(raw.type.fixedId()) || !version.equals(FIXED_VERSION)) {
                fault(
                        raw.place,
                        SubmissionFault.MEANINGLESS,
                        "This scheme has the id " + raw.type.fixedId() + " and the version " + FIXED_VERSION + ".");
            }
        } else if (!VERSION.matcher(version).matches()) {
            fault(
                    raw.place,
                    SubmissionFault.CONFLICT,
                    "A version has three numbers, such as 1.0.0, and a draft an extension, such as 1.1.0-draft; not '"
                            + SdmxException.shorten(version) + "'.");
        }
        String role = raw.attributes.getOrDefault("role", raw.attributes.getOrDefault("type", "Allowed"));
        if (raw.type.isConstraint() && !role.equals("Allowed")) {
            fault(
                    raw.place,
                    SubmissionFault.MEANINGLESS,
                    "Only constraints of what is allowed are submitted: what there" + " is follows from the figures.");
        }
        return ref;
    }

    private Optional<LocalizedText> texts(List<RawText> given, String place) {
        Map<Language, LocalizedText.Text> texts = new EnumMap<>(Language.class);
        for (RawText text : given) {
            Optional<Language> language = Language.match(text.language());
            if (language.isEmpty()) {
                fault(
                        text.place(),
                        SubmissionFault.NOT_KEPT,
                        "Texts are kept in en, zh-Hans and ko, not in '" + SdmxException.shorten(text.language())
                                + "'.");
                continue;
            }
            try {
                LocalizedText.Status status =
                        texts.isEmpty() ? LocalizedText.Status.ORIGINAL : LocalizedText.Status.OFFICIAL;
                if (texts.put(language.get(), new LocalizedText.Text(text.text(), status)) != null) {
                    fault(
                            text.place(),
                            SubmissionFault.MEANINGLESS,
                            "The text stands there twice in " + language.get().tag() + ".");
                }
            } catch (IllegalArgumentException refused) {
                fault(text.place(), SubmissionFault.MEANINGLESS, "A text is refused: " + refused.getMessage() + ".");
            }
        }
        return texts.values().stream().noneMatch(text -> text.status() == LocalizedText.Status.ORIGINAL)
                ? Optional.empty()
                : Optional.of(LocalizedText.of(texts));
    }

    private void fault(String place, int code, String text) {
        faults.add(new SubmissionFault(place, code, text));
    }

    private List<Item> items() {
        List<Item> items = new ArrayList<>();
        Map<String, String> places = new LinkedHashMap<>();
        raw.items.forEach(item -> item(item, null, items, places));
        Map<String, @Nullable String> parents = new HashMap<>();
        items.forEach(item -> parents.put(item.code(), item.parent()));
        Set<String> circling = circling(parents);
        for (Item item : items) {
            String place = places.getOrDefault(item.code(), raw.place);
            if (item.parent() != null && !parents.containsKey(item.parent()) && !raw.is("isPartial")) {
                fault(
                        place,
                        SubmissionFault.MEANINGLESS,
                        "The parent '" + SdmxException.shorten(item.parent()) + "' of '" + item.code()
                                + "' is not in the list.");
            } else if (circling.contains(item.code())) {
                fault(place, SubmissionFault.MEANINGLESS, "'" + item.code() + "' stands above itself.");
            }
        }
        return items;
    }

    /** The codes that stand above themselves; each code is looked at once, however deep the list is. */
    private static Set<String> circling(Map<String, @Nullable String> parents) {
        Set<String> seen = new HashSet<>();
        Set<String> circling = new HashSet<>();
        for (String code : parents.keySet()) {
            Set<String> way = new HashSet<>();
            String next = code;
            while (next != null && seen.add(next)) {
                way.add(next);
                next = parents.get(next);
            }
            if (next != null && way.contains(next)) {
                while (next != null && circling.add(next)) {
                    next = parents.get(next);
                }
            }
        }
        return circling;
    }

    private void item(RawItem item, @Nullable String parent, List<Item> items, Map<String, String> places) {
        boolean named = raw.type == StructureType.CONCEPT_SCHEME || raw.type == StructureType.AGENCY_SCHEME;
        if (!(named ? NAME : ID).matcher(item.id()).matches()) {
            fault(
                    item.place(),
                    SubmissionFault.MEANINGLESS,
                    "'" + SdmxException.shorten(item.id()) + "' cannot be the id of an item.");
        } else if (places.put(item.id(), item.place()) != null) {
            fault(item.place(), SubmissionFault.MEANINGLESS, "The id '" + item.id() + "' stands there twice.");
        }
        LocalizedText names = texts(item.names(), item.place()).orElseGet(() -> {
            fault(
                    item.place(),
                    SubmissionFault.MEANINGLESS,
                    "The item '" + SdmxException.shorten(item.id()) + "' has no name in en, zh or ko.");
            return UNNAMED;
        });
        items.add(new Item(
                item.id(),
                parent != null ? parent : item.parent(),
                null,
                names,
                texts(item.descriptions(), item.place()).orElse(null)));
        item.below().forEach(below -> item(below, item.id(), items, places));
    }

    /** The only target of a reference. */
    private <T> T target(Reference reference, Function<String, Optional<T>> reading, T whenAbsent) {
        List<RawReference> targets = raw.references.getOrDefault(reference, List.of());
        String what = reference.name().toLowerCase(Locale.ROOT);
        if (targets.size() != 1) {
            fault(raw.place, SubmissionFault.MEANINGLESS, "Exactly one " + what + " is needed.");
            return whenAbsent;
        }
        Optional<T> target = reading.apply(targets.getFirst().urn());
        if (target.isEmpty()) {
            fault(
                    targets.getFirst().place(),
                    SubmissionFault.MEANINGLESS,
                    "The " + what + " is no reference to what can stand there.");
        }
        return target.orElse(whenAbsent);
    }

    private Region region() {
        Map<String, List<String>> codes = new LinkedHashMap<>();
        for (RawCodes some : raw.codes) {
            Set<String> distinct = new LinkedHashSet<>(some.codes());
            if (distinct.isEmpty() || distinct.size() < some.codes().size()) {
                fault(
                        some.place(),
                        SubmissionFault.MEANINGLESS,
                        "The dimension '" + SdmxException.shorten(some.dimension()) + "' needs codes, each once.");
            }
            if (codes.put(some.dimension(), List.copyOf(distinct)) != null) {
                fault(
                        some.place(),
                        SubmissionFault.MEANINGLESS,
                        "The dimension '" + SdmxException.shorten(some.dimension()) + "' stands there twice.");
            }
        }
        if (raw.first == null && raw.last == null) {
            return new Region(codes, null, null, null);
        }
        Optional<Period> first = Period.parse(String.valueOf(raw.first));
        Optional<Period> last = Period.parse(String.valueOf(raw.last));
        if (first.isEmpty()
                || last.isEmpty()
                || first.get().start().isAfter(last.get().start())) {
            fault(
                    raw.place,
                    SubmissionFault.MEANINGLESS,
                    "A range of time has a first and a later last period, each a year or a month.");
            return new Region(codes, null, null, null);
        }
        return new Region(codes, first.get(), last.get(), null);
    }
}
