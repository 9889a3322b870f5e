package org.ckep.records.reconciliation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.reconciliation.BreakReason;
import org.ckep.kernel.reconciliation.BreakState;
import org.ckep.kernel.value.LocalizedText;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A break as it is answered.
 *
 * @param urn permanent name
 * @param record whose figures they are: a record of both sides, or a group of paired records
 * @param members the records of that group, absent for a record of both sides
 * @param pair what the two figures are figures of
 * @param cn what the Chinese side states
 * @param kr what the Korean side states
 * @param delta the Chinese figure less the Korean one
 * @param suggested the reasons that the figures themselves suggest, the likeliest first
 * @param assigned whose it is to explain
 * @param reason why they differ, as a side has said
 * @param explainedBy which side
 * @param words what it said
 * @param explainedAt when it was said
 * @param hash what those sign who leave it at that, absent while nobody has said why the figures differ: SHA-256 of the
 *     canonical JSON (RFC 8785) of the members urn, record, members, pair, cn, kr, reason, explainedBy, words and explainedAt
 *     that are present here
 * @param prepared whether the caller's own side has prepared its agreement; absent for who belongs to no side
 * @param agreed the sides that have agreed to leave it at that
 * @param openedAt when these two figures were found to differ
 * @param dueOn by when it is to be explained
 * @param settledAt since when nobody has to do anything
 * @param allowed the acts that are open to the caller
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ReconciliationBreak")
public record BreakView(
        Urn urn,
        Urn record,
        @Nullable List<Urn> members,
        String pair,
        BreakState state,
        @Schema(implementation = Object.class) JsonNode cn,
        @Schema(implementation = Object.class) JsonNode kr,
        @Nullable String delta,
        List<BreakReason> suggested,
        List<Side> assigned,
        @Nullable BreakReason reason,
        @Nullable Side explainedBy,
        @Nullable LocalizedText words,
        @Nullable Instant explainedAt,
        @Nullable String hash,
        @Nullable Boolean prepared,
        List<Side> agreed,
        Instant openedAt,
        LocalDate dueOn,
        @Nullable Instant settledAt,
        List<String> allowed) {}
