package org.ckep.records;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the audit trail with its link in its side's chain.
 *
 * @param no number of the link in the chain, beginning with 1
 * @param at when the act was noted
 * @param id of the entry
 * @param subject who acted
 * @param client the program that he used
 * @param side for which side, which names the chain; absent in the common one
 * @param agency for which ministry
 * @param action what he did
 * @param urn the record
 * @param versionBefore version that was found, absent for a new record
 * @param versionAfter version that was left, absent where the record itself stayed as it was
 * @param attributes names of the attributes that he changed, sorted; absent where he changed none
 * @param contentHash hash of what he left
 * @param network class of networks that he came from, absent for what the register did by itself
 * @param form which members the hash covers: 1 all those above attributes, 2 all
 * @param before hash of the link before; absent where that one is not for the reader
 * @param hash of this link
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "AuditEntry")
public record AuditView(
        long no,
        Instant at,
        UUID id,
        @Nullable String subject,
        @Nullable String client,
        @Nullable Side side,
        @Nullable String agency,
        String action,
        Urn urn,
        @Nullable Integer versionBefore,
        @Nullable Integer versionAfter,
        @Nullable List<String> attributes,
        @Nullable String contentHash,
        @Nullable String network,
        int form,
        @Nullable String before,
        String hash) {

    /** The entry in its link, which follows a link of that hash. */
    static AuditView of(AuditLink link, AuditEntry entry, @Nullable String before) {
        AuditChain.Entry noted = entry.toChain();
        return new AuditView(
                link.no(),
                noted.at(),
                noted.id(),
                noted.subject(),
                noted.client(),
                noted.side() == null ? null : Side.valueOf(noted.side()),
                noted.agency(),
                noted.action(),
                Urn.parse(noted.urn()),
                noted.versionBefore(),
                noted.versionAfter(),
                noted.attributes(),
                noted.contentHash(),
                noted.network(),
                noted.form(),
                link.no() == 1 ? AuditChain.BEGINNING : before,
                link.hash());
    }
}
