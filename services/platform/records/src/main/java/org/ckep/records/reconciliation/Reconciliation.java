package org.ckep.records.reconciliation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.reconciliation.Break;
import org.ckep.kernel.reconciliation.Match;
import org.ckep.kernel.reconciliation.MatchStatus;
import org.ckep.kernel.reconciliation.ReconciliationProblem;
import org.ckep.records.Audit;
import org.ckep.records.Days;
import org.ckep.records.RecordVisibility;
import org.ckep.records.RuleLocks;
import org.ckep.records.reconciliation.Comparison.Compared;
import org.ckep.records.reconciliation.StoredMatch.Pair;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Compares both sides' figures, all at one moment. Only figures that both sides may read take part: what is hidden neither
 * changes an outcome nor shows that it exists, whatever its owner does to it.
 */
@ApplicationScoped
public class Reconciliation {
    static final String LOCK = "reconciliation";

    private static final String FIGURES =
            "select distinct on (record_urn, attribute, side) record_urn, attribute, side, "
                    + "value from side_figure where classification_level in ('BILATERAL', 'PARTNER', 'PUBLIC') "
                    + "order by record_urn, attribute, side, recorded_at desc, id desc";
    private static final String COUNTS =
            "select m.cycleId, m.status, count(*) from StoredMatch m where m.cycleId in :cycles group by m.cycleId, m.status";
    private static final String LAST = "from StoredMatch m where m.recordUrn = :record and m.cycleId = "
            + "(select c.id from StoredCycle c order by c.closedAt desc, c.id desc limit 1) order by m.pair";
    private static final String WITHHELD =
            "select distinct f.attribute from StoredFigure f where f.recordUrn = :record "
                    + "and f.side = :side and %s and not exists (select 1 from StoredFigure shown "
                    + "where shown.recordUrn = f.recordUrn and shown.attribute = f.attribute and shown.side = f.side "
                    + "and shown.classificationLevel in (BILATERAL, PARTNER, PUBLIC)) order by f.attribute";
    private static final String CLOSED = "from StoredCycle c where c.month >= :month order by c.month desc, c.closedAt";
    private static final int CYCLES = 120;

    private final AgreedRates agreed;
    private final ReconciliationEvents events;
    private final Audit audit;
    private final Clock clock;
    private final ObjectMapper json;
    private final ReconciliationConfig config;

    Reconciliation(
            AgreedRates agreed,
            ReconciliationEvents events,
            Audit audit,
            Clock clock,
            ObjectMapper json,
            ReconciliationConfig config) {
        this.agreed = agreed;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
        this.json = json;
        this.config = config;
    }

    /**
     * Closes a cycle: compares all figures as they stand, those of paired records too, opens breaks, and notes those whose
     * figures agree by now or do not stand any more. A cycle is of the month in which it is closed, or of the one before as long
     * as that can be told of it; each month has one.
     *
     * @return fails with MOMENT_IN_THE_FUTURE, with CYCLE_MONTH for a month longer past or without any record that the viewer may read,
     *     and with CYCLE_CLOSED where that month or a later one has its cycle
     */
    public Uni<CycleView> close(
            Mutiny.Session session, Viewer viewer, Reconcilable register, PairedRecords paired, NewCycle request) {
        YearMonth month = agreed.month(request.month());
        return RuleLocks.take(session, LOCK)
                .chain(() -> requireDue(session, viewer, register, month))
                .chain(() -> agreed.of(session, month))
                .chain(rates -> close(session, viewer, register, paired, month, rates));
    }

    private Uni<Void> requireDue(Mutiny.Session session, Viewer viewer, Reconcilable register, YearMonth month) {
        YearMonth present = YearMonth.from(Days.inBoth(clock));
        if (month.isBefore(present.minusMonths(1))) {
            throw month("Figures are compared as they stand, so a cycle is of this month or of the one before; " + month
                    + " is longer past.");
        }
        return session.createSelectionQuery(CLOSED, StoredCycle.class)
                .setParameter("month", month.atDay(1))
                .setMaxResults(1)
                .getResultList()
                .invoke(closed -> closed.forEach(cycle -> {
                    throw new ProblemException(
                                    ReconciliationProblem.CYCLE_CLOSED,
                                    "The cycle of " + cycle.month() + " was closed on " + cycle.closedAt()
                                            + "; each month has one, and none follows a later one.")
                            .withMember("cycle", new Urn(StoredCycle.TYPE, cycle.id()));
                }))
                .chain(() -> month.isBefore(present)
                        ? register.begun(session, viewer).invoke(begun -> requireBegun(month, begun))
                        : Uni.createFrom().item(Optional.<Instant>empty()))
                .replaceWithVoid();
    }

    private static void requireBegun(YearMonth month, Optional<Instant> begun) {
        boolean held = begun.filter(first -> !YearMonth.from(Days.inEither(Clock.fixed(first, ZoneOffset.UTC)))
                        .isAfter(month))
                .isPresent();
        if (!held) {
            throw month("In " + month + " there was no record of which both sides could have had figures.");
        }
    }

    private static ProblemException month(String message) {
        return new ProblemException(ReconciliationProblem.CYCLE_MONTH, message)
                .withErrors(FieldError.at("/month", ReconciliationProblem.CYCLE_MONTH.slug(), message));
    }

    private Uni<CycleView> close(
            Mutiny.Session session,
            Viewer viewer,
            Reconcilable register,
            PairedRecords paired,
            YearMonth month,
            MonthlyRates rates) {
        StoredCycle cycle = new StoredCycle(clock.instant(), register.policy().version(), month, rates);
        Comparison comparison = new Comparison(register, rates.toRates());
        return session.createNativeQuery(FIGURES, Object[].class)
                .getResultList()
                .chain(rows -> ofBothSides(session, viewer, register, rows))
                .chain(rows -> paired.groups(session, viewer).map(groups -> Stream.concat(
                                ofRecords(comparison, rows), groups.stream().flatMap(comparison::ofGroup))
                        .toList()))
                .chain(compared -> session.createSelectionQuery("from StoredBreak", StoredBreak.class)
                        .getResultList()
                        .chain(known -> session.persist(cycle)
                                .chain(() -> note(session, cycle, compared, index(known)))
                                .chain(() -> lapse(session, compared, known))))
                .chain(() ->
                        audit.record(session, viewer, "close-cycle", new Urn(StoredCycle.TYPE, cycle.id()), null, null))
                .call(session::flush)
                .chain(() -> views(session, List.of(cycle)))
                .map(List::getFirst);
    }

    /** On a record of one side there is no other side's figure that its own could differ from. */
    private static Uni<List<Object[]>> ofBothSides(
            Mutiny.Session session, Viewer viewer, Reconcilable register, List<Object[]> rows) {
        Set<Urn> records = rows.stream().map(Reconciliation::record).collect(Collectors.toSet());
        return records.isEmpty()
                ? Uni.createFrom().item(rows)
                : register.ofBothSides(session, viewer, records).map(joint -> rows.stream()
                        .filter(row -> joint.contains(record(row)))
                        .toList());
    }

    private static Urn record(Object[] row) {
        return Urn.parse((String) row[0]);
    }

    private static Map<String, StoredBreak> index(List<StoredBreak> known) {
        Map<String, StoredBreak> breaks = new HashMap<>();
        known.forEach(found -> breaks.put(key(found.pair()), found));
        return breaks;
    }

    private static String key(Pair pair) {
        return pair.record() + " " + pair.name();
    }

    private Stream<Compared> ofRecords(Comparison comparison, List<Object[]> rows) {
        SortedMap<String, Map<Side, JsonNode>> figures = new TreeMap<>();
        for (Object[] row : rows) {
            figures.computeIfAbsent(row[0] + " " + row[1], unknown -> new HashMap<>())
                    .put(Side.valueOf((String) row[2]), tree((String) row[3]));
        }
        return figures.entrySet().stream().flatMap(entry -> {
            String[] key = entry.getKey().split(" ");
            return comparison.ofRecord(key[0], key[1], entry.getValue());
        });
    }

    private Uni<Void> note(
            Mutiny.Session session, StoredCycle cycle, List<Compared> compared, Map<String, StoredBreak> breaks) {
        return Multi.createFrom()
                .iterable(compared)
                .onItem()
                .transformToUniAndConcatenate(one -> note(session, cycle, one, breaks.get(key(one.pair()))))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> note(Mutiny.Session session, StoredCycle cycle, Compared compared, @Nullable StoredBreak known) {
        Pair pair = compared.pair();
        Match match = compared.match();
        if (known != null) {
            known.isAbout(compared.members());
        }
        boolean agreed =
                known != null && known.isOf(pair) && known.toBreak().agreed().size() == Side.values().length;
        MatchStatus status =
                match.status() == MatchStatus.BREAK && agreed ? MatchStatus.AGREED_DIFFERENCE : match.status();
        Uni<Void> written = session.persist(new StoredMatch(cycle.id(), pair, status, match));
        if (match.status().agrees()) {
            return written.chain(() -> settle(session, known));
        }
        if (match.status() != MatchStatus.BREAK) {
            return written;
        }
        return known != null && known.isOf(pair) && !known.toBreak().state().isGone()
                ? written
                : written.chain(() -> open(session, cycle, compared, known));
    }

    /** The figures agree by now. */
    private Uni<Void> settle(Mutiny.Session session, @Nullable StoredBreak known) {
        if (known == null || known.toBreak().state().isSettled()) {
            return Uni.createFrom().voidItem();
        }
        return end(session, List.of(known), Break::corrected, "correct-break");
    }

    /** What is no longer compared has not been explained, and nobody has to. */
    private Uni<Void> lapse(Mutiny.Session session, List<Compared> compared, List<StoredBreak> known) {
        Set<String> standing = compared.stream()
                .filter(Compared::isOfTwo)
                .map(one -> key(one.pair()))
                .collect(Collectors.toSet());
        List<StoredBreak> over = known.stream()
                .filter(found -> !found.toBreak().state().isSettled() && !standing.contains(key(found.pair())))
                .toList();
        return end(session, over, Break::lapsed, "lapse-break");
    }

    /** All in one flush: each looks through everything that the cycle has read for what has changed. */
    private Uni<Void> end(Mutiny.Session session, List<StoredBreak> ending, UnaryOperator<Break> end, String act) {
        Map<StoredBreak, Integer> before = new LinkedHashMap<>();
        for (StoredBreak one : ending) {
            before.put(one, one.version());
            one.become(end.apply(one.toBreak()), clock.instant());
        }
        return session.flush().chain(() -> Multi.createFrom()
                .iterable(before.entrySet())
                .onItem()
                .transformToUniAndConcatenate(one -> audit.recordForSides(
                                session,
                                act,
                                one.getKey().urn(),
                                one.getValue(),
                                one.getKey().version())
                        .chain(() -> events.closed(session, one.getKey())))
                .collect()
                .last()
                .replaceWithVoid());
    }

    private Uni<Void> open(Mutiny.Session session, StoredCycle cycle, Compared compared, @Nullable StoredBreak known) {
        LocalDate due = Days.inBoth(clock).plus(config.explanationPeriod());
        StoredBreak found = known == null ? new StoredBreak(compared, cycle.closedAt(), due) : known;
        if (known != null) {
            known.open(compared.pair(), compared.match(), cycle.closedAt(), due);
        }
        Integer before = known == null ? null : known.version();
        String act = known == null ? "open-break" : "reopen-break";
        return (known == null ? session.persist(found) : Uni.createFrom().voidItem())
                .call(session::flush)
                .chain(() -> audit.recordForSides(session, act, found.urn(), before, found.version()))
                .chain(() -> events.opened(session, found));
    }

    /** The cycles that were closed, newest first; fails with FORBIDDEN for whoever may not read both sides' figures. */
    public Uni<List<CycleView>> cycles(Mutiny.Session session, Viewer viewer) {
        requireBilateral(viewer);
        return session.createSelectionQuery("from StoredCycle c order by c.closedAt desc, c.id desc", StoredCycle.class)
                .setMaxResults(CYCLES)
                .getResultList()
                .chain(found -> views(session, found));
    }

    /** What the last cycle found of a record, and of the group of paired records that it is in; fails likewise. */
    public Uni<List<MatchView>> matches(Mutiny.Session session, Viewer viewer, Urn record, PairedRecords paired) {
        requireBilateral(viewer);
        return matches(session, viewer, record).chain(own -> paired.of(session, viewer, record)
                .chain(membership -> membership.isEmpty()
                        ? Uni.createFrom().item(own)
                        : ofGroup(session, membership.get()).map(others -> Stream.concat(own.stream(), others.stream())
                                .toList())));
    }

    private Uni<List<MatchView>> matches(Mutiny.Session session, Viewer viewer, Urn record) {
        return last(session, record)
                .chain(found -> withheld(session, viewer, record).map(withheld -> Stream.concat(
                                found.stream().map(match -> view(match, null)),
                                withheld.stream().map(attribute -> MatchView.withheld(attribute, null)))
                        .toList()));
    }

    private Uni<List<MatchView>> ofGroup(Mutiny.Session session, PairedRecords.Membership membership) {
        Urn group = membership.group();
        return last(session, group).map(found -> Stream.concat(
                        found.stream().map(match -> view(match, group)),
                        membership.withheld().stream().map(attribute -> MatchView.withheld(attribute, group)))
                .toList());
    }

    private static Uni<List<StoredMatch>> last(Mutiny.Session session, Urn subject) {
        return session.createSelectionQuery(LAST, StoredMatch.class)
                .setParameter("record", subject.toString())
                .getResultList();
    }

    private MatchView view(StoredMatch match, @Nullable Urn group) {
        return new MatchView(
                match.pair().name(),
                group,
                match.status(),
                match.reasons(),
                treeOrNull(match.pair().cn()),
                treeOrNull(match.pair().kr()),
                match.delta());
    }

    /** What the viewer's own side has a figure of and shows to nobody; the other side is not told that there is one. */
    private static Uni<List<String>> withheld(Mutiny.Session session, Viewer viewer, Urn record) {
        Side side = viewer.side();
        if (side == null) {
            return Uni.createFrom().item(List.of());
        }
        RecordVisibility readable = RecordVisibility.predicate(viewer, "f");
        return readable.bind(session.createSelectionQuery(WITHHELD.formatted(readable.condition()), String.class))
                .setParameter("record", record.toString())
                .setParameter("side", side)
                .getResultList();
    }

    /** Fails for whoever may not read both sides' figures. */
    static void requireBilateral(Viewer viewer) {
        if (!viewer.mayRead(Classification.BILATERAL)) {
            throw new ProblemException(
                    viewer.isPublic() ? KernelProblem.UNAUTHENTICATED : KernelProblem.FORBIDDEN,
                    "Reconciliation is between the two sides.");
        }
    }

    private static Uni<List<CycleView>> views(Mutiny.Session session, List<StoredCycle> cycles) {
        if (cycles.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return session.createSelectionQuery(COUNTS, Object[].class)
                .setParameter("cycles", cycles.stream().map(StoredCycle::id).toList())
                .getResultList()
                .map(rows -> cycles.stream().map(cycle -> view(cycle, rows)).toList());
    }

    private static CycleView view(StoredCycle cycle, List<Object[]> rows) {
        SortedMap<MatchStatus, Integer> pairs = new TreeMap<>();
        for (Object[] row : rows) {
            if (row[0].equals(cycle.id())) {
                pairs.put((MatchStatus) row[1], ((Long) row[2]).intValue());
            }
        }
        return new CycleView(
                new Urn(StoredCycle.TYPE, cycle.id()),
                cycle.closedAt(),
                cycle.month(),
                cycle.policyVersion(),
                cycle.rates().rates(),
                pairs);
    }

    private @Nullable JsonNode treeOrNull(@Nullable String text) {
        return text == null ? null : tree(text);
    }

    private JsonNode tree(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException ours) {
            throw new IllegalStateException("a stored figure cannot be read", ours);
        }
    }
}
