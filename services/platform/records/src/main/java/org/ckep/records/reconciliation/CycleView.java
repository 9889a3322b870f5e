package org.ckep.records.reconciliation;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.reconciliation.MatchStatus;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A cycle as it is answered.
 *
 * @param urn permanent name
 * @param closedAt when its figures were compared
 * @param policyVersion by which version of the agreed tolerances
 * @param rates by which agreed rates
 * @param pairs how many pairs came to which status
 */
@Schema(name = "ReconciliationCycle")
public record CycleView(
        Urn urn,
        Instant closedAt,
        int policyVersion,
        List<NewCycle.AgreedRate> rates,
        SortedMap<MatchStatus, Integer> pairs) {}
