package org.ckep.investment.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.ckep.investment.pending.PendingState;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A revision of a project as its own side is answered; nobody else learns of it.
 *
 * @param urn permanent name
 * @param project what it revises
 * @param side whose project it is
 * @param state how far it is
 * @param changed the members that it changes, sorted
 * @param before these members as they were when it was drafted; absent is what had no value
 * @param after the same with it
 * @param content the whole document that is confirmed: the project's URN, its content with the revision, since when its state
 *     holds, and of a correction the reason
 * @param hash SHA-256 over the canonical JSON (RFC 8785) of {@code content}, 64 hexadecimal digits
 * @param maker subject of the token of whoever drafted it
 * @param draftedAt when
 * @param closedAt when it was confirmed, dropped, replaced or overtaken
 * @param allowed the acts that are open to the caller
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Revision")
record RevisionView(
        Urn urn,
        Urn project,
        Side side,
        PendingState state,
        List<String> changed,
        @Schema(implementation = Object.class) JsonNode before,
        @Schema(implementation = Object.class) JsonNode after,
        @Schema(implementation = Object.class) JsonNode content,
        String hash,
        String maker,
        Instant draftedAt,
        @Nullable Instant closedAt,
        List<String> allowed) {

    /**
     * That a revision is pending, beside the project that goes on saying what it says.
     *
     * @param urn its name; its content is at the project's {@code revision}
     * @param draftedAt when it was drafted
     */
    @Schema(name = "PendingRevision")
    record Pending(Urn urn, Instant draftedAt) {}
}
