package org.ckep.records.change;

import io.smallrye.mutiny.Uni;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.field.FieldPolicy;
import org.ckep.kernel.id.Urn;
import org.ckep.records.RegisterRecord;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The records of one register that both sides can keep, for what concerns the change sets of all of them: lists, and what
 * happens by the calendar.
 */
public interface JointRecords {
    /** The kind of record, as it stands in URNs, such as {@code project}. */
    String urnType();

    /** The class of the records, which have an attribute {@code title} that is told to whoever reads them. */
    Class<? extends RegisterRecord> entityType();

    /** The classes of their attributes. */
    FieldPolicy policy();

    /** The record; fails with NOT_FOUND where there is none that the viewer may know of. */
    Uni<JointRecord> get(Mutiny.Session session, Viewer viewer, Urn record);
}
