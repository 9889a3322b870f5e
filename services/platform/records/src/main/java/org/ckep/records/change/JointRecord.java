package org.ckep.records.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.field.FieldPolicy;
import org.ckep.kernel.id.Urn;
import org.ckep.records.RegisterRecord;
import org.hibernate.reactive.mutiny.Mutiny;

/** What a register brings so that both sides can change one of its records. */
public interface JointRecord {
    /** The record, read in this session. */
    RegisterRecord entity();

    /** The classes of its attributes. */
    FieldPolicy policy();

    /** Its agreed values: an object with the members that are JOINT or SIDED by the policy; absent is what has no value. */
    ObjectNode core();

    /**
     * Checks what the record would be, with what the viewer may read and nothing else (rule C9).
     *
     * @param core the agreed values after the change
     * @return fails with the register's refusal
     */
    Uni<Void> check(Mutiny.Session session, Viewer viewer, JsonNode core);

    /**
     * Makes these the record's agreed values and the record one of both sides, writes it in one version, and tells those
     * who may read it.
     *
     * @param core checked agreed values
     * @param change the change set that both sides agreed on
     */
    Uni<Void> become(Mutiny.Session session, Viewer viewer, JsonNode core, Urn change);
}
