package org.ckep.records;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;
import org.ckep.kernel.change.ChangeHash;
import org.jspecify.annotations.Nullable;

/**
 * How the links of an audit chain are computed: the hash of a link is SHA-256 over the hash before it, as 64 hexadecimal
 * digits, and the canonical JSON (RFC 8785) of its entry with the name of the chain and its number. The first one follows
 * 64 zeros.
 */
final class AuditChain {
    /** What the first link follows. */
    static final String BEGINNING = "0".repeat(64);

    private AuditChain() {}

    /** An entry of the audit trail as it is stored, its moment in microseconds. */
    record Entry(
            UUID id,
            Instant at,
            @Nullable String subject,
            @Nullable String client,
            @Nullable String side,
            @Nullable String agency,
            String action,
            String urn,
            @Nullable Integer versionBefore,
            @Nullable Integer versionAfter) {}

    /** The hash of the link of that number, which holds the entry and follows the hash before. */
    static String link(String chain, long no, String before, Entry entry) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        content.put("chain", chain);
        content.put("no", Long.toString(no));
        content.put("id", entry.id().toString());
        content.put("at", entry.at().toString());
        content.put("subject", entry.subject());
        content.put("client", entry.client());
        content.put("side", entry.side());
        content.put("agency", entry.agency());
        content.put("action", entry.action());
        content.put("urn", entry.urn());
        content.put("versionBefore", entry.versionBefore());
        content.put("versionAfter", entry.versionAfter());
        return ChangeHash.ofText(before + ChangeHash.canonical(content.toString()));
    }
}
