package org.ckep.records.figure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.change.ChangeProblem;
import org.ckep.kernel.field.FieldClass;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.record.Stewardship;
import org.ckep.records.AnyOf;
import org.ckep.records.Audit;
import org.ckep.records.Imprint;
import org.ckep.records.Readers;
import org.ckep.records.RecordHead;
import org.ckep.records.RecordVisibility;
import org.ckep.records.Release;
import org.ckep.records.change.AgreedFigure;
import org.ckep.records.change.AgreedFigures;
import org.ckep.records.change.FigureEvents;
import org.ckep.records.change.JointRecord;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Keeps each side's own figures, of the records that both keep and of its own ones. */
@ApplicationScoped
public class SideFigures {
    /** A figure and its releases were entered at one moment, and each release has more readers than what was there before. */
    private static final String READERS =
            "case when %1$s.classificationLevel = MINISTRY then 0 when %1$s.classificationLevel = SIDE then 1 "
                    + "when %1$s.classificationLevel = BILATERAL then 2 when %1$s.classificationLevel = PARTNER "
                    + "then 3 + cast(sql('cardinality(?)', %1$s.classificationAgencies) as Integer) "
                    + "else 1000000 end";

    private static final String OF_F = READERS.formatted("f");
    private static final String OF_N = READERS.formatted("n");
    private static final String OF_THE_OWN_SIDE = "SIDE, MINISTRY";
    private static final String OF_BOTH_SIDES = "BILATERAL, PARTNER, PUBLIC";
    private static final String OLDEST_FIRST = " order by f.recordedAt, " + OF_F + ", f.id";
    private static final String NEWEST_FIRST = " order by f.recordedAt desc, " + OF_F + " desc, f.id desc";

    /** Of each record and attribute the newest figure of a side, among those of some levels that the viewer may read. */
    private static final String NEWEST_OF_EACH =
            "from StoredFigure f where f.side = :side and f.classificationLevel in (%s) "
                    + "and %s and not exists (select 1 from StoredFigure n where n.recordUrn = f.recordUrn "
                    + "and n.attribute = f.attribute and n.side = f.side and n.classificationLevel in (%s) and %s "
                    + "and (n.recordedAt > f.recordedAt or n.recordedAt = f.recordedAt and (" + OF_N + " > " + OF_F
                    + " or " + OF_N + " = " + OF_F + " and n.id > f.id)))";

    private final AgreedFigures agreed;
    private final Audit audit;
    private final FigureEvents events;
    private final Clock clock;
    private final ObjectMapper json;

    SideFigures(AgreedFigures agreed, Audit audit, FigureEvents events, Clock clock, ObjectMapper json) {
        this.agreed = agreed;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
        this.json = json;
    }

    /** What the viewer may read of both sides' figures and of those that both have agreed on, by attribute; of each the newest. */
    public Uni<Map<String, Figures>> of(Mutiny.Session session, Viewer viewer, Urn record) {
        return session.createSelectionQuery(
                        "from StoredFigure f where f.recordUrn = :record" + OLDEST_FIRST, StoredFigure.class)
                .setParameter("record", record.toString())
                .getResultList()
                .map(found -> newest(viewer, found))
                .chain(figures -> agreed.of(session, viewer, record).map(both -> {
                    both.forEach((attribute, figure) -> figures.merge(
                            attribute,
                            Figures.NONE.withAgreed(shown(figure)),
                            (sides, none) -> sides.withAgreed(shown(figure))));
                    return figures;
                }));
    }

    private static Figures.Figure shown(AgreedFigure figure) {
        return new Figures.Figure(figure.value(), figure.classification().level(), figure.agreedAt());
    }

    /**
     * What one side states of one attribute of these records, by record: of the figures that the viewer may read the newest.
     *
     * @param records at least one
     */
    public Uni<Map<Urn, JsonNode>> of(
            Mutiny.Session session, Viewer viewer, Side side, String attribute, Collection<Urn> records) {
        AnyOf among = AnyOf.of(records);
        return session.createSelectionQuery(
                        "from StoredFigure f where f.attribute = :attribute and f.side = :side and "
                                + among.condition("f.recordUrn", "records") + OLDEST_FIRST,
                        StoredFigure.class)
                .setParameter("attribute", attribute)
                .setParameter("side", side)
                .setParameter("records", among.parameter())
                .getResultList()
                .map(found -> {
                    Map<Urn, JsonNode> newest = new HashMap<>();
                    found.stream()
                            .filter(figure -> viewer.mayRead(figure.classification()))
                            .forEach(figure -> newest.put(figure.record(), tree(figure.value())));
                    return newest;
                });
    }

    /**
     * What their own side lets both sides read of records of one side, by record and attribute, of each the newest.
     *
     * @param records at least one, each one side's own
     */
    public Uni<Map<Urn, Map<String, JsonNode>>> shown(Mutiny.Session session, Viewer viewer, Collection<Urn> records) {
        AnyOf among = AnyOf.of(records);
        return session.createSelectionQuery(
                        "from StoredFigure f where f.classificationLevel in (" + OF_BOTH_SIDES + ") and "
                                + among.condition("f.recordUrn", "records") + OLDEST_FIRST,
                        StoredFigure.class)
                .setParameter("records", among.parameter())
                .getResultList()
                .map(found -> {
                    Map<Urn, Map<String, JsonNode>> newest = new HashMap<>();
                    found.stream()
                            .filter(figure -> viewer.mayRead(figure.classification()))
                            .forEach(figure -> newest.computeIfAbsent(figure.record(), first -> new TreeMap<>())
                                    .put(figure.attribute(), tree(figure.value())));
                    return newest;
                });
    }

    private Map<String, Figures> newest(Viewer viewer, List<StoredFigure> found) {
        Map<String, Figures> figures = new TreeMap<>();
        for (StoredFigure figure : found) {
            if (viewer.mayRead(figure.classification())) {
                Figures.Figure shown = new Figures.Figure(
                        tree(figure.value()), figure.classification().level(), figure.recordedAt());
                Figures before = figures.getOrDefault(figure.attribute(), Figures.NONE);
                figures.put(figure.attribute(), before.with(figure.side(), shown));
            }
        }
        return figures;
    }

    /**
     * Enters the own side's figure.
     *
     * @return fails with NOT_FOUND for what is no figure of each side, with FORBIDDEN where the record is the other side's own,
     *     with RECORD_NOT_JOINT where no side stands behind it, with NARROWER_THAN_ITS_READER for readers who do not read
     *     the record, and with the register's refusal of the value
     */
    public Uni<Void> enter(
            Mutiny.Session session, Viewer viewer, JointRecord record, String attribute, NewFigure figure) {
        Side side = viewer.side();
        if (side == null) {
            return Uni.createFrom()
                    .failure(new ProblemException(KernelProblem.FORBIDDEN, "Only a side's own staff enters figures."));
        }
        Classification readers = figure.classification() == null ? ownReaders(side, record) : figure.classification();
        if (readers.level().isReadByBothSides()) {
            return Uni.createFrom().failure(Release.needed("the figure's route 'release'"));
        }
        requireOwnLevel(viewer, readers);
        requireSteward(viewer, record);
        StoredFigure stored = new StoredFigure(
                record.entity().urn(),
                attribute,
                side,
                text(figure.value()),
                readers,
                Objects.requireNonNull(viewer.subject(), "who acts for a side has a subject"),
                clock.instant());
        return check(session, viewer, record, attribute, figure.value())
                .invoke(() -> requireReadsRecord(record, readers))
                .chain(() -> session.persist(stored))
                .chain(() -> audit.record(
                        session, viewer, "enter-figure", record.entity().urn(), null, null, imprint(stored)))
                .call(session::flush);
    }

    /**
     * Lets others read the newest figure of the own side that the viewer reads, at most those who read the record itself
     * (rule C9).
     *
     * @return fails with NOT_FOUND where there is none, with FORBIDDEN where the record is the other side's own, with
     *     NARROWER_THAN_ITS_READER for readers who do not read the record, and as a release of a record does where the viewer
     *     entered the figure, is no person, or names no wider readers
     */
    public Uni<Void> release(
            Mutiny.Session session, Viewer viewer, JointRecord record, String attribute, Release release) {
        Side side = viewer.side();
        if (side == null) {
            return Uni.createFrom()
                    .failure(new ProblemException(
                            KernelProblem.FORBIDDEN, "Only a side's own staff releases its figures."));
        }
        if (!record.policy().attributes(FieldClass.SIDED).contains(attribute)) {
            return Uni.createFrom().failure(ProblemException.notFound());
        }
        requireSteward(viewer, record);
        Classification readers = release.classification();
        requireOwnLevel(viewer, readers);
        requireReadsRecord(record, readers);
        return newestOwn(session, viewer, side, record.entity().urn(), attribute)
                .map(entered -> {
                    Release.requireWider(entered.classification(), readers);
                    Release.requireAnotherPerson(
                            viewer,
                            Set.of(entered.recordedBy()),
                            "A figure is released by someone who has not entered it.");
                    return entered;
                })
                .chain(entered -> {
                    StoredFigure wider = entered.released(readers, Objects.requireNonNull(viewer.subject()));
                    return session.persist(wider)
                            .chain(() -> audit.record(
                                    session,
                                    viewer,
                                    "release-figure-" + readers.level().name().toLowerCase(Locale.ROOT),
                                    record.entity().urn(),
                                    null,
                                    null,
                                    imprint(wider)))
                            .chain(() -> events.released(
                                    session,
                                    record.entity().urn(),
                                    attribute,
                                    side,
                                    entered.classification(),
                                    readers));
                })
                .call(session::flush);
    }

    /**
     * A figure of the viewer's side that stands for it and that the other side does not read.
     *
     * @param value what the side keeps to itself
     * @param shown what it lets the other side read, null where it never did
     */
    public record Hidden(
            Urn record,
            String attribute,
            JsonNode value,
            @Nullable JsonNode shown) {}

    /**
     * The hidden figures of the viewer's side as far as he may read them, of each record and attribute the newest.
     *
     * @param max most of them; the newest ones
     */
    public Uni<List<Hidden>> hidden(Mutiny.Session session, Viewer viewer, int max) {
        return newestOfEach(session, viewer, OF_THE_OWN_SIDE, OF_THE_OWN_SIDE + ", " + OF_BOTH_SIDES, "")
                .setMaxResults(max)
                .getResultList()
                .chain(hidden -> shown(session, viewer, hidden).map(shown -> hidden.stream()
                        .map(figure -> new Hidden(
                                figure.record(), figure.attribute(), tree(figure.value()), shown.get(place(figure))))
                        .toList()));
    }

    /** What the side lets the other one read of the same records. */
    private Uni<Map<String, JsonNode>> shown(Mutiny.Session session, Viewer viewer, List<StoredFigure> hidden) {
        if (hidden.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        AnyOf among =
                AnyOf.of(hidden.stream().map(StoredFigure::record).distinct().toList());
        return newestOfEach(
                        session,
                        viewer,
                        OF_BOTH_SIDES,
                        OF_BOTH_SIDES,
                        " and " + among.condition("f.recordUrn", "records"))
                .setParameter("records", among.parameter())
                .getResultList()
                .map(found ->
                        found.stream().collect(Collectors.toMap(SideFigures::place, figure -> tree(figure.value()))));
    }

    private static Mutiny.SelectionQuery<StoredFigure> newestOfEach(
            Mutiny.Session session, Viewer viewer, String levels, String newerLevels, String more) {
        RecordVisibility readable = RecordVisibility.predicate(viewer, "f");
        String newer = RecordVisibility.predicate(viewer, "n").condition();
        String query = NEWEST_OF_EACH.formatted(levels, readable.condition(), newerLevels, newer) + more + NEWEST_FIRST;
        return readable.bind(session.createSelectionQuery(query, StoredFigure.class))
                .setParameter("side", viewer.side());
    }

    private static String place(StoredFigure figure) {
        return figure.record() + " " + figure.attribute();
    }

    private static Uni<StoredFigure> newestOwn(
            Mutiny.Session session, Viewer viewer, Side side, Urn record, String attribute) {
        return session.createSelectionQuery(
                        "from StoredFigure f where f.recordUrn = :record and f.attribute = :attribute and f.side = :side"
                                + NEWEST_FIRST,
                        StoredFigure.class)
                .setParameter("record", record.toString())
                .setParameter("attribute", attribute)
                .setParameter("side", side)
                .getResultList()
                .map(found -> found.stream()
                        .filter(figure -> viewer.mayRead(figure.classification()))
                        .findFirst()
                        .orElseThrow(ProblemException::notFound));
    }

    /** What one ministry keeps to itself, the other auditors of its side would find out from its hash by trying. */
    private Imprint imprint(StoredFigure stored) {
        return stored.classification() instanceof Classification.Ministry
                ? Imprint.of(List.of(stored.attribute()))
                : Imprint.ofValue(stored.attribute(), tree(stored.value()));
    }

    /**
     * Checks what a side is to state of an attribute.
     *
     * @return fails with NOT_FOUND for what is no figure of each side, and with the register's refusal of the value
     */
    public Uni<Void> check(
            Mutiny.Session session, Viewer viewer, JointRecord record, String attribute, JsonNode value) {
        if (!record.policy().attributes(FieldClass.SIDED).contains(attribute)) {
            return Uni.createFrom().failure(ProblemException.notFound());
        }
        return of(session, viewer, record.entity().urn()).chain(figures -> {
            Side side = viewer.side();
            Figures.Figure before = side == null
                    ? null
                    : figures.getOrDefault(attribute, Figures.NONE).of(side);
            return record.checkFigure(
                    session,
                    viewer,
                    with(record, attribute, value),
                    before == null ? null : with(record, attribute, before.value()));
        });
    }

    private static ObjectNode with(JointRecord record, String attribute, JsonNode value) {
        ObjectNode core = record.core();
        core.set(attribute, value);
        return core;
    }

    /**
     * Refuses a record that is not one of both sides.
     *
     * @throws ProblemException RECORD_NOT_JOINT
     */
    public void requireJoint(JointRecord record) {
        if (record.entity().head().stewardship() != Stewardship.JOINT) {
            throw new ProblemException(
                    ChangeProblem.RECORD_NOT_JOINT,
                    "Both sides do that on a record that both keep; this one is not yet.");
        }
    }

    /** Rule C1: a side speaks for itself, on records of both sides and on its own. */
    private static void requireSteward(Viewer viewer, JointRecord record) {
        RecordHead head = record.entity().head();
        switch (head.stewardship()) {
            case JOINT -> {}
            case UNILATERAL, SHARED -> head.requireMayChange(viewer);
            case OBSERVED ->
                throw new ProblemException(
                        ChangeProblem.RECORD_NOT_JOINT,
                        "A side has figures of its own on its records and on those of both sides; nobody stands behind"
                                + " this one.");
        }
    }

    /** Who reads a figure where nothing is said: the own side, or as much of it as reads the record. */
    private static Classification ownReaders(Side side, JointRecord record) {
        Classification own = Classification.side(side);
        Classification ofRecord = record.entity().head().classification();
        return own.isWithin(ofRecord) ? own : ofRecord;
    }

    /** Nobody's figure is read by the other side alone, nor by whoever enters or releases it not. */
    private static void requireOwnLevel(Viewer viewer, Classification readers) {
        if (!viewer.mayRead(readers)) {
            String message = "Nobody classifies a figure so that he could not read it himself.";
            throw new ProblemException(KernelProblem.FORBIDDEN, message)
                    .withErrors(FieldError.at("/classification", "level", message));
        }
    }

    /** Rule C9: whoever reads a figure reads its record. */
    private static void requireReadsRecord(JointRecord record, Classification readers) {
        Readers.requireAllMayRead(readers, record.entity().head().classification(), "/classification");
    }

    private JsonNode tree(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException ours) {
            throw new IllegalStateException("a stored figure cannot be read", ours);
        }
    }

    private String text(@Nullable JsonNode value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException ours) {
            throw new IllegalStateException("a tree cannot be written as JSON", ours);
        }
    }
}
