package org.ckep.trade.lists;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.messaging.OutboxSignal;
import org.ckep.trade.code.CodeCheck;
import org.ckep.trade.code.CodeLists;
import org.ckep.trade.figures.JdbcTransactions;
import org.ckep.trade.figures.Merge;
import org.ckep.trade.ingest.TableFile;
import org.ckep.trade.lists.ListEntry.State;
import org.ckep.trade.observation.Edition;
import org.jspecify.annotations.Nullable;

/**
 * Takes files of codes into our lists: all of a file in one transaction, with its revision, audit entry and event, or
 * nothing. Methods block; they are for worker threads.
 */
@ApplicationScoped
class CodeListImports {
    /** The code of each list is bound to what the service does with it, but for these. */
    private static final Set<String> OPEN = Set.of(CodeLists.AREA, CodeLists.COMMODITY);

    private static final Map<Side, Set<String>> AREAS_OF =
            new EnumMap<>(Map.of(Side.CN, Set.of("CN", "HK", "MO"), Side.KR, Set.of("KR")));

    /** Kinds of areas that ship: which areas figures are summed over depends on them. */
    private static final Set<String> AREA_KINDS = Set.of("ECONOMY", "FORMER", "GROUP", "NES_AREA", "SPECIAL", "WORLD");

    /** Digits alone would be taken for an area number, and small letters are read as capital ones. */
    private static final Pattern AREA_CODE = Pattern.compile("[A-Z][A-Z0-9_]{1,9}");

    /** Where new areas stand: behind those that ship. */
    private static final int POSITION_OF_NEW = 100;

    private final DataSource dataSource;
    private final ItemStore store;
    private final ListJournal journal;
    private final OutboxSignal signal;
    private final ListImportConfig config;

    CodeListImports(
            DataSource dataSource, ItemStore store, ListJournal journal, OutboxSignal signal, ListImportConfig config) {
        this.config = config;
        this.dataSource = dataSource;
        this.store = store;
        this.journal = journal;
        this.signal = signal;
    }

    /**
     * What an import came to.
     *
     * @param revision the one that it made, or the newest of before where it changed nothing
     */
    record Answer(ListRevision revision, boolean changed) {}

    /**
     * Takes a file in.
     *
     * @param edition whose commodities the file holds; null for every list but that of commodities
     * @param translated standing of names in other languages than the original
     * @throws ProblemException where anything of the file is wrong; nothing was taken then
     */
    Answer take(
            Viewer viewer, String list, @Nullable Edition edition, LocalizedText.Status translated, TableFile file) {
        Side side = viewer.hasRole(Role.SECRETARIAT) ? viewer.side() : ListJournal.sideOf(viewer);
        List<ListEntry> entries = reader(list, edition).read(file);
        Answer answer = JdbcTransactions.query(dataSource, viewer, connection -> {
            if (OPEN.contains(list) && !Merge.keepOut(connection, config.mergePatience())) {
                throw new ProblemException(
                        KernelProblem.UNAVAILABLE, "Figures that bring codes are being written; try again later.");
            }
            ItemStore.Head head = store.lock(connection, list).orElseThrow(ProblemException::notFound);
            Map<String, State> known = store.items(connection, list);
            Map<String, State> changes = changes(list, edition, entries, known, translated);
            AreaNumbers numbers =
                    new AreaNumbers(list.equals(CodeLists.AREA) ? store.areaNumbers(connection) : Map.of(), entries);
            for (String code : numbers.codes()) {
                State state = known.get(code);
                if (state != null) {
                    changes.putIfAbsent(code, state);
                }
            }
            check(list, side, entries, known, changes, numbers);
            Instant at = ListJournal.now(connection, head.changedAt());
            if (changes.isEmpty()) {
                return new Answer(
                        journal.newest(connection, list)
                                .orElse(new ListRevision(list, head.revision(), at, side, 0, 0, 0, 0)),
                        false);
            }
            int added = (int) changes.keySet().stream()
                    .filter(code -> !known.containsKey(code))
                    .count();
            ListRevision revision = new ListRevision(
                    list, head.revision() + 1, at, side, entries.size(), added, changes.size() - added, 0);
            store.put(connection, list, edition == null ? POSITION_OF_NEW : 0, changes, at);
            store.addAreaNumbers(connection, numbers.added());
            store.revised(connection, list, revision.revision(), at);
            journal.note(connection, viewer, ListRevised.CODE_LIST, head.names(), revision);
            return new Answer(revision, true);
        });
        signal.wake();
        return answer;
    }

    private static EntryReader reader(String list, @Nullable Edition edition) {
        if (edition != null) {
            return EntryReader.ofCommodities(edition);
        }
        return list.equals(CodeLists.AREA) ? EntryReader.ofAreas() : EntryReader.ofOthers();
    }

    /** The items that say something else than before, those above new commodities among them. */
    private static Map<String, State> changes(
            String list,
            @Nullable Edition edition,
            List<ListEntry> entries,
            Map<String, State> known,
            LocalizedText.Status translated) {
        Map<String, State> changes = new LinkedHashMap<>();
        for (ListEntry entry : entries) {
            State before = known.getOrDefault(entry.code(), State.NONE);
            State after = entry.over(before, translated);
            if (!known.containsKey(entry.code()) || !after.equals(before)) {
                changes.put(entry.code(), after);
            }
        }
        if (edition != null && list.equals(CodeLists.COMMODITY)) {
            for (ListEntry entry : entries) {
                for (String above = entry.parent(); above != null; above = EntryReader.parentOf(above)) {
                    if (!known.containsKey(above)) {
                        changes.putIfAbsent(
                                above,
                                new State(EntryReader.parentOf(above), EntryReader.kindOf(above), null, null, null));
                    }
                }
            }
        }
        return changes;
    }

    private static void check(
            String list,
            @Nullable Side side,
            List<ListEntry> entries,
            Map<String, State> known,
            Map<String, State> changes,
            AreaNumbers numbers) {
        ListFaults faults = new ListFaults();
        numbers.check(faults);
        Map<String, Boolean> circles = new HashMap<>();
        for (ListEntry entry : entries) {
            State after = changes.get(entry.code());
            if (after == null) {
                continue;
            }
            boolean isNew = !known.containsKey(entry.code());
            if (list.equals(CodeLists.AREA)) {
                refuseOthersArea(side, entry);
            }
            if (isNew && !OPEN.contains(list)) {
                faults.add(
                        entry.line(),
                        EntryReader.CODE,
                        "unknown-code",
                        list + " has no code '" + entry.code() + "'; only its names can be changed.");
            }
            if (isNew && list.equals(CodeLists.AREA)) {
                checkNewArea(entry, after, faults);
            }
            if (!isNew && !list.equals(CodeLists.COMMODITY) && changesStructure(entry, known)) {
                faults.add(
                        entry.line(),
                        EntryReader.KIND,
                        "code-in-use",
                        "'" + entry.code()
                                + "' has another parent or kind; of a known code only names and dates change.");
            }
            if (after.parent() != null && !known.containsKey(after.parent()) && !changes.containsKey(after.parent())) {
                faults.add(
                        entry.line(),
                        EntryReader.PARENT,
                        "unknown-parent",
                        "there is no '" + CodeCheck.shorten(after.parent()) + "' above it.");
            } else if (stepsIntoItself(entry.code(), known, changes, circles)) {
                faults.add(entry.line(), EntryReader.PARENT, "circle", "it stands below itself.");
            }
            if (after.validFrom() != null
                    && after.validTo() != null
                    && after.validTo().isBefore(after.validFrom())) {
                faults.add(entry.line(), "validTo", "dates-reversed", "it would end before it begins.");
            }
        }
        faults.refuse();
    }

    private static void checkNewArea(ListEntry entry, State after, ListFaults faults) {
        if (after.names() == null || after.kind() == null) {
            faults.add(entry.line(), EntryReader.CODE, "missing-value", "a new area needs a kind and a name.");
        }
        if (after.kind() != null && !AREA_KINDS.contains(after.kind())) {
            faults.add(
                    entry.line(),
                    EntryReader.KIND,
                    "unknown-kind",
                    "'" + CodeCheck.shorten(after.kind()) + "' is none of "
                            + String.join(", ", AREA_KINDS.stream().sorted().toList()) + ".");
        }
        if (!AREA_CODE.matcher(entry.code()).matches()) {
            faults.add(
                    entry.line(),
                    EntryReader.CODE,
                    "invalid-code",
                    "the code of a new area has 2 to 10 capital letters, digits or _, and begins with a letter.");
        }
    }

    private static boolean changesStructure(ListEntry entry, Map<String, State> known) {
        State before = known.getOrDefault(entry.code(), State.NONE);
        return (entry.parent() != null && !entry.parent().equals(before.parent()))
                || (entry.kind() != null && !entry.kind().equals(before.kind()));
    }

    /**
     * Whether the way up from a code ends in a circle.
     *
     * @param circles what is known of the codes of earlier ways, so that none is gone twice
     */
    private static boolean stepsIntoItself(
            String code, Map<String, State> known, Map<String, State> changes, Map<String, Boolean> circles) {
        Set<String> way = new HashSet<>();
        String above = code;
        while (above != null && !circles.containsKey(above) && way.add(above)) {
            State state = changes.getOrDefault(above, known.getOrDefault(above, State.NONE));
            above = state.parent();
        }
        // It ended at the top, at a code of an earlier way, or at one of its own.
        boolean circle = above != null && circles.getOrDefault(above, true);
        way.forEach(passed -> circles.put(passed, circle));
        return circle;
    }

    /**
     * How an economy of the two sides is called is for that side to say; what is neither's is for the secretariat, which
     * keeps the list for both.
     *
     * @param side that of the statistician who sends the file, null for the secretariat
     */
    private static void refuseOthersArea(@Nullable Side side, ListEntry entry) {
        Side owner = AREAS_OF.entrySet().stream()
                .filter(areas -> areas.getValue().contains(entry.code()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
        if (owner != side) {
            throw new ProblemException(
                    KernelProblem.FORBIDDEN,
                    "Line " + entry.line() + " changes " + CodeCheck.shorten(entry.code()) + ", which "
                            + (owner == null
                                    ? "is neither side's and changed by the secretariat alone."
                                    : "statisticians of the side " + owner + " alone change."));
        }
    }
}
