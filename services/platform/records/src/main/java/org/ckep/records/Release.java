package org.ckep.records;

import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.NotNull;
import java.util.Set;
import java.util.function.Supplier;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.record.Stewardship;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Adds readers to a record of one's own side, for good: what others have read is not taken back from them (rules C1 to C3).
 *
 * @param classification who may read it from now on, all of its readers of today among them
 */
@Schema(name = "RecordRelease")
public record Release(@NotNull Classification classification) {
    /** What is said of every route that releases. */
    public static final String DESCRIPTION = "For good: readers are added and none is taken away. By a releaser of the "
            + "side that stands behind it, a person who neither entered nor changed it; what it refers to must be "
            + "open to its new readers.";

    /** A request that lets both sides read. */
    public static final String EXAMPLE = """
            {"classification": {"level": "BILATERAL"}}""";

    /**
     * Widens the record's readers, once it is clear who does so.
     *
     * @param references looks whether all of the new readers may read what the record refers to, and fails where not (rule
     *     C9); asked before the record changes, so that its queries write nothing
     * @return fails as {@link RecordHead#release}; with FORBIDDEN where no side stands behind the record,
     *     RELEASE_NEEDS_A_PERSON for a system, RELEASE_OF_OWN_WORK for one of its makers
     */
    public <T> Uni<Void> widen(Viewer viewer, RegisterRecord record, Supplier<Uni<T>> references) {
        return Uni.createFrom()
                .deferred(() -> {
                    requireOwn(record.head());
                    record.head().requireMayRelease(viewer, classification);
                    requireAnotherPerson(viewer, record);
                    return references.get();
                })
                .invoke(() -> record.head().release(viewer, classification))
                .replaceWithVoid();
    }

    private static void requireOwn(RecordHead head) {
        if (head.stewardship() == Stewardship.OBSERVED) {
            throw new ProblemException(
                    KernelProblem.FORBIDDEN, "No side stands behind this record, which everybody reads already.");
        }
    }

    private static void requireAnotherPerson(Viewer viewer, RegisterRecord record) {
        requireAnotherPerson(
                viewer, record.makers(), "A record is released by someone who neither entered nor changed it.");
    }

    /**
     * Refuses whoever is no person, or has made what he would let others read (rule C2).
     *
     * @param makers subjects of those who entered or changed it
     * @param detail said to one of them
     * @throws ProblemException RELEASE_NEEDS_A_PERSON for a system, RELEASE_OF_OWN_WORK for one of its makers
     */
    public static void requireAnotherPerson(Viewer viewer, Set<String> makers, String detail) {
        String subject = viewer.subject();
        if (viewer.serviceAccount() || subject == null) {
            throw new ProblemException(
                    RecordsProblem.RELEASE_NEEDS_A_PERSON, "A person widens who may read a record, not a system.");
        }
        if (makers.contains(subject)) {
            throw new ProblemException(RecordsProblem.RELEASE_OF_OWN_WORK, detail);
        }
    }

    /**
     * Refuses a classification that takes readers away, or brings none.
     *
     * @throws ProblemException CLASSIFICATION_NOT_WIDER at {@code /classification}
     */
    public static void requireWider(Classification now, Classification wider) {
        if (now.equals(wider) || !now.isWithin(wider)) {
            throw refusal(
                    RecordsProblem.CLASSIFICATION_NOT_WIDER,
                    "Its readers stay, and others join them: name a wider classification than the record's.");
        }
    }

    /**
     * The refusal of what one person would enter for others than his own side.
     *
     * @param route where a second person lets others read it
     */
    public static ProblemException needed(String route) {
        return refusal(
                RecordsProblem.WIDER_THAN_OWN_SIDE,
                "What a side enters its own ministries alone read at first: enter it without further readers; a releaser who"
                        + " has not entered it adds them by " + route + ".");
    }

    private static ProblemException refusal(RecordsProblem type, String message) {
        return new ProblemException(type, message).withErrors(FieldError.at("/classification", type.slug(), message));
    }
}
