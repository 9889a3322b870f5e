package org.ckep.records.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.change.ChangeProblem;
import org.ckep.kernel.field.FieldClass;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.records.Readers;
import org.ckep.records.Release;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Figures that both sides have agreed on and keep to fewer readers than the record has: beside its values and never among
 * them, so that nothing that others fetch of the record depends on them (rules C2, C4 and C5).
 */
@ApplicationScoped
public class AgreedFigures {
    private final PatchDocument patches;

    AgreedFigures(PatchDocument patches) {
        this.patches = patches;
    }

    /** What the viewer may read of them, by attribute; of each the newest. */
    public Uni<Map<String, AgreedFigure>> of(Mutiny.Session session, Viewer viewer, Urn record) {
        return newest(session, viewer, record).map(found -> {
            Map<String, AgreedFigure> figures = new TreeMap<>();
            found.forEach((attribute, figure) -> figures.put(
                    attribute,
                    new AgreedFigure(patches.jackson(figure.value()), figure.classification(), figure.agreedAt())));
            return figures;
        });
    }

    private static Uni<Map<String, StoredAgreedFigure>> newest(Mutiny.Session session, Viewer viewer, Urn record) {
        return session.createSelectionQuery(
                        "from StoredAgreedFigure f where f.recordUrn = :record and f.overtakenBy is null "
                                + "order by f.agreedAt, f.readSince, f.changeId",
                        StoredAgreedFigure.class)
                .setParameter("record", record.toString())
                .getResultList()
                .map(found -> {
                    Map<String, StoredAgreedFigure> newest = new TreeMap<>();
                    found.stream()
                            .filter(figure -> viewer.mayRead(figure.classification()))
                            .forEach(figure -> newest.put(figure.attribute(), figure));
                    return newest;
                });
    }

    /**
     * Checks what both sides are to agree on, or to release.
     *
     * @param readers who may read it from then on, null where it is agreed on, by both sides for themselves
     * @return the attribute, alone; fails with CHANGE_PATCH for what is no figure of each side or says what is agreed already,
     *     with CHANGE_RELEASE where there is none to release, with the refusals of readers, and with the register's refusal of
     *     the value
     */
    Uni<List<String>> check(
            Mutiny.Session session,
            Viewer viewer,
            JointRecord record,
            ProposedFigure figure,
            @Nullable Classification readers) {
        String attribute = figure.attribute();
        if (!record.policy().attributes(FieldClass.SIDED).contains(attribute)) {
            throw refuse(
                    ChangeProblem.CHANGE_PATCH,
                    "/figure/attribute",
                    "Figures that both sides keep to themselves are of "
                            + String.join(", ", record.policy().attributes(FieldClass.SIDED)) + ".");
        }
        JsonNode value = figure.value();
        return newest(session, viewer, record.entity().urn()).chain(known -> {
            StoredAgreedFigure before = known.get(attribute);
            if (readers != null) {
                requireReleasable(record, before, readers);
                return Uni.createFrom().item(List.of(attribute));
            }
            if (value == null) {
                throw refuse(ChangeProblem.CHANGE_PATCH, "/figure/value", "Both sides agree on a value.");
            }
            if (before != null && patches.jackson(before.value()).equals(value)) {
                throw refuse(
                        ChangeProblem.CHANGE_PATCH, "/figure/value", "Both sides have agreed on this figure already.");
            }
            ObjectNode last = record.core();
            if (before != null) {
                last.set(attribute, patches.jackson(before.value()));
            }
            ObjectNode stated = record.core();
            stated.set(attribute, value);
            return record.checkFigure(session, viewer, stated, last).replaceWith(List.of(attribute));
        });
    }

    /** The figure as it is signed, with what both sides have agreed on so far. */
    Uni<SignedFigure> signed(Mutiny.Session session, Viewer viewer, Urn record, ProposedFigure figure) {
        return newest(session, viewer, record).map(known -> {
            StoredAgreedFigure agreed = known.get(figure.attribute());
            return new SignedFigure(
                    figure.attribute(), agreed == null ? null : patches.jackson(agreed.value()), figure.value());
        });
    }

    private static void requireReleasable(
            JointRecord record, @Nullable StoredAgreedFigure before, Classification readers) {
        if (before == null) {
            throw refuse(
                    ChangeProblem.CHANGE_RELEASE,
                    "/figure/attribute",
                    "Both sides have agreed on no figure of this attribute beside the record's values.");
        }
        Release.requireWider(before.classification(), readers);
        Readers.requireAllMayRead(readers, record.entity().head().classification(), "/classification");
    }

    /** Keeps what both sides have just agreed on, by a change set that the database knows as applied. */
    Uni<Void> agree(Mutiny.Session session, StoredChange change, ProposedFigure figure) {
        return session.persist(new StoredAgreedFigure(
                        change.urn(),
                        change.record(),
                        figure.attribute(),
                        patches.text(Objects.requireNonNull(figure.value(), "checked before it was signed")),
                        closedAt(change)))
                .call(session::flush);
    }

    /**
     * Lets others read what both sides have agreed on.
     *
     * @return who could read it before
     */
    Uni<Classification> release(
            Mutiny.Session session, Viewer viewer, StoredChange change, ProposedFigure figure, Classification readers) {
        return newest(session, viewer, change.record())
                .map(known -> Objects.requireNonNull(known.get(figure.attribute()), "checked just before"))
                .call(agreed -> session.persist(agreed.released(change.urn(), readers, closedAt(change))))
                .call(session::flush)
                .map(StoredAgreedFigure::classification);
    }

    /** Both sides have just agreed on these values of the record itself, for all its readers: nothing else stands of them. */
    Uni<Void> overtake(Mutiny.Session session, JointRecord record, StoredChange change, List<String> attributes) {
        List<String> sided = attributes.stream()
                .filter(record.policy().attributes(FieldClass.SIDED)::contains)
                .toList();
        return sided.isEmpty()
                ? Uni.createFrom().voidItem()
                : session.createMutationQuery(
                                "update StoredAgreedFigure f set f.overtakenBy = :change "
                                        + "where f.recordUrn = :record and f.attribute in :attributes and f.overtakenBy is null")
                        .setParameter("change", change.urn().uuid())
                        .setParameter("record", change.record().toString())
                        .setParameter("attributes", sided)
                        .executeUpdate()
                        .replaceWithVoid();
    }

    private static Instant closedAt(StoredChange change) {
        return Objects.requireNonNull(change.closedAt(), "an applied change set is closed");
    }

    private static ProblemException refuse(ChangeProblem problem, String pointer, String message) {
        return new ProblemException(problem, message).withErrors(FieldError.at(pointer, problem.slug(), message));
    }
}
