package org.ckep.investment.pending;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a second person, as its own side is answered; nobody else learns of it.
 *
 * @param urn permanent name
 * @param record URN of the record on which it is done
 * @param side whose record it is
 * @param act what is done, such as {@code enter-transaction}
 * @param state how far it is
 * @param content the whole document that is confirmed: its own URN, the record's, the act, and the {@code request} as it was
 *     made
 * @param hash SHA-256 over the canonical JSON (RFC 8785) of {@code content}, 64 hexadecimal digits
 * @param maker subject of the token of whoever drafted it
 * @param draftedAt when
 * @param closedAt when it was confirmed, dropped or overtaken
 * @param allowed the verdicts that are open to the caller
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "PendingAct")
public record PendingActView(
        Urn urn,
        Urn record,
        Side side,
        String act,
        PendingState state,
        @Schema(implementation = Object.class) JsonNode content,
        String hash,
        String maker,
        Instant draftedAt,
        @Nullable Instant closedAt,
        List<String> allowed) {}
