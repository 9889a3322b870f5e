package org.ckep.records.change;

import io.smallrye.mutiny.Uni;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.hibernate.reactive.mutiny.Mutiny;

/** The records of one register that both sides can keep, for what happens to their change sets by the calendar. */
public interface JointRecords {
    /** The kind of record, as it stands in URNs, such as {@code project}. */
    String urnType();

    /** The record; fails with NOT_FOUND where there is none that the viewer may know of. */
    Uni<JointRecord> get(Mutiny.Session session, Viewer viewer, Urn record);
}
