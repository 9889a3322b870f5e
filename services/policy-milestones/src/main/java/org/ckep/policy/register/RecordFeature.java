package org.ckep.policy.register;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.access.Viewer;
import org.ckep.records.RecordHead;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * What a feature tells the {@link Register} of its kind of record; the register does the rest.
 *
 * @param <R> the stored record
 * @param <N> the body of a new one, which is also what a merge patch works on
 * @param <V> the view that is answered
 */
public interface RecordFeature<R extends PolicyRecord, N extends Entry, V> {
    Kind kind();

    Class<R> type();

    Class<N> contentType();

    /**
     * Whatever must hold of the content, for a new record and after a patch.
     *
     * @param change who asks, and what stood there before
     * @return fails with UNPROCESSABLE or CONFLICT; looks at nothing that the viewer may not read
     */
    Uni<Void> check(Mutiny.Session session, Change<R> change, N content);

    /** A new record with its own columns filled. */
    R make(UUID id, RecordHead head, N content);

    /** Takes over the content into the record's own columns. */
    void become(R record, N content);

    /** Writes what the content holds beside the record's own columns. */
    default Uni<Void> writeParts(Mutiny.Session session, Viewer viewer, R record, N content, boolean isNew) {
        return Uni.createFrom().voidItem();
    }

    /** The content as it stands, for a merge patch. */
    Uni<N> content(Mutiny.Session session, Viewer viewer, R record);

    /** The views of records, those of a page at once. */
    Uni<List<V>> views(Mutiny.Session session, Viewer viewer, List<R> records, boolean withHead);

    /** The view of one record, where it says more than that of a list. */
    default Uni<V> view(Mutiny.Session session, Viewer viewer, R record, boolean withHead) {
        return views(session, viewer, List.of(record), withHead).map(List::getFirst);
    }

    /** Adds to the events of a record what the feature has to say. */
    default void describe(R record, EventData data) {}

    /** Codes of the record's sectors; the first stands in its events. */
    default List<String> sectors(R record) {
        return List.of();
    }

    /**
     * Who changes what.
     *
     * @param head of the new record, or of the one that is changed
     * @param before null for a new record
     */
    record Change<R>(
            Viewer viewer, RecordHead head, @Nullable R before) {}
}
