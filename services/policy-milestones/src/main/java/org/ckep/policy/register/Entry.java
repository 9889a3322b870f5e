package org.ckep.policy.register;

import java.util.List;
import java.util.Map;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.UnknownReason;
import org.ckep.records.LocalId;
import org.jspecify.annotations.Nullable;

/**
 * What the body of every new record has. The members from {@link #classification()} on are given once, when the record is
 * entered; the others can be changed by a merge patch.
 */
public interface Entry {
    LocalizedText title();

    /** Why members have no value, by their names. */
    @Nullable
    Map<String, UnknownReason> unknown();

    /** Who may read the record; null for the ministries of the own side. An observed record is always public. */
    @Nullable
    Classification classification();

    /** Where it was found; needed for an observed record. */
    @Nullable
    List<Urn> sources();

    /** Guards and invariants that the sources of an observed record cannot prove. */
    @Nullable
    List<String> guardsNotShown();

    /** Ids in other registers. */
    @Nullable
    List<LocalId> localIds();
}
