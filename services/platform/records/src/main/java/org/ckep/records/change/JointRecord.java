package org.ckep.records.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.change.Agreement;
import org.ckep.kernel.field.FieldPolicy;
import org.ckep.kernel.id.Urn;
import org.ckep.records.RegisterRecord;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** What a register brings so that both sides can change one of its records. */
public interface JointRecord {
    /** The record, read in this session. */
    RegisterRecord entity();

    /** The classes of its attributes. */
    FieldPolicy policy();

    /** Its agreed values: an object with the members that the policy lets change sets change; absent is what has no value. */
    ObjectNode core();

    /**
     * What the record is to become.
     *
     * @param proposedBy the side whose word it is; what lies in that side's own annex is checked while that side acts, and
     *     never while the other one does, which cannot read it
     * @param core the agreed values after the change
     * @param step the step of its states that it takes with them, null for none
     * @param readers who may read it from then on, null where that stays as it is
     * @param evidence the sources named for it, which its readers of today may read
     */
    record Outcome(
            Side proposedBy,
            JsonNode core,
            @Nullable JsonNode step,
            @Nullable Classification readers,
            List<Urn> evidence) {}

    /**
     * Checks what the record would be, with what the viewer may read and nothing else (rule C9).
     *
     * @return the names of the agreed values that would change or be shown to others, those too that a step moves; fails with
     *     the register's refusal
     */
    Uni<List<String>> check(Mutiny.Session session, Viewer viewer, Outcome outcome);

    /**
     * Checks what one side states beside the values of a record of both sides or of its own, by the rules for those but for the ones that hold several
     * records' agreed values against each other.
     *
     * @param stated the agreed values with the figure in the place of its own
     * @param before the same with what the side stated last, null where it has stated nothing; what may not be rewritten
     *     is held against that and not against what both agreed on
     * @return fails with the register's refusal
     */
    Uni<Void> checkFigure(Mutiny.Session session, Viewer viewer, ObjectNode stated, @Nullable ObjectNode before);

    /**
     * Makes the record what both sides agreed on and the record one of both sides, writes it in one version, and tells
     * those who may read it.
     *
     * @param outcome what was checked in the same transaction
     * @param editor subject of the person who let it come into force, or who handed it in where silence did
     * @param change the change set that both sides agreed on
     * @param agreement CONTESTED where objections to the record stand; that is told to the two sides alone
     */
    Uni<Void> become(
            Mutiny.Session session, Viewer viewer, Outcome outcome, String editor, Urn change, Agreement agreement);
}
