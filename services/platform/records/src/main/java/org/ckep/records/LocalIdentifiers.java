package org.ckep.records;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.ProblemException;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the ids of other registers unambiguous: one register has one id once, and the same text in a register of the other side
 * is another id. They are compared among the records that the writer may read and no further (rule C9): a conflict with a
 * hidden record would tell that it exists.
 */
@ApplicationScoped
public class LocalIdentifiers {
    private static final String LOCK = "select cast(pg_advisory_xact_lock(hashtextextended(:key, 0)) as text)";

    /** Far more than records that a writer may read have ids of one text: one in each register. */
    private static final int MOST = 1000;

    /**
     * Takes the ids for a record of that type until the end of the transaction.
     *
     * @return fails with LOCAL_ID_OF_OTHER_SIDE where the writer acts for a side and one of them is of the other side's register,
     *     and with LOCAL_ID_TAKEN where a record that the viewer may read has one of them
     */
    public Uni<Void> requireFree(
            Mutiny.Session session, Viewer viewer, Class<? extends RegisterRecord> type, List<LocalId> ids) {
        // Sorted, so that two writers never wait for each other.
        List<LocalId> sorted = ids.stream()
                .distinct()
                .sorted(Comparator.comparing(LocalIdentifiers::whole))
                .toList();
        return Uni.createFrom()
                .item(() -> requireOwn(viewer.side(), ids))
                .onItem()
                .transformToMulti(own -> Multi.createFrom().iterable(sorted))
                .onItem()
                .transformToUniAndConcatenate(id -> requireFree(session, viewer, type, id))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    /** What a public source says of either side's registers is the loader's, who acts for neither. */
    private static List<LocalId> requireOwn(@Nullable Side side, List<LocalId> ids) {
        List<FieldError> errors = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            Side whose = ids.get(i).side();
            if (side != null && whose != null && whose != side) {
                errors.add(FieldError.at(
                        "/localIds/" + i + "/side",
                        RecordsProblem.LOCAL_ID_OF_OTHER_SIDE.slug(),
                        "The ids of its registers are named by " + whose + " itself; " + side
                                + " names its own, and those of registers that belong to neither side."));
            }
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(
                            RecordsProblem.LOCAL_ID_OF_OTHER_SIDE,
                            errors.getFirst().message())
                    .withErrors(errors);
        }
        return ids;
    }

    private static Uni<Void> requireFree(
            Mutiny.Session session, Viewer viewer, Class<? extends RegisterRecord> type, LocalId id) {
        return session.createNativeQuery(LOCK)
                .setParameter("key", type.getSimpleName() + " " + whole(id))
                .getSingleResult()
                .chain(() -> RecordQuery.of(type, viewer).whereLocalId(id.key()).list(session, MOST))
                .invoke(found -> found.stream()
                        .filter(other -> isNamed(other.head(), id))
                        .findFirst()
                        .ifPresent(other -> {
                            throw new ProblemException(
                                            RecordsProblem.LOCAL_ID_TAKEN,
                                            "Another record has the local id '" + id.key() + "'.")
                                    .withMember("record", other.urn());
                        }))
                .replaceWithVoid();
    }

    /** True where the record has that id; what a side once said of the other one's registers names nothing. */
    private static boolean isNamed(RecordHead head, LocalId id) {
        return head.localIds().contains(id)
                && (id.side() == null || head.ownerSide() == null || head.ownerSide() == id.side());
    }

    /** The id with whose register it is of. */
    private static String whole(LocalId id) {
        return (id.side() == null ? "" : id.side().name()) + "|" + id.key();
    }
}
