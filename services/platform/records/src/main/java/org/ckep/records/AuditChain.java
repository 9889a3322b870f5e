package org.ckep.records;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.change.ChangeHash;
import org.jspecify.annotations.Nullable;

/**
 * How the links of an audit chain are computed: the hash of a link is SHA-256 over the hash before it, as 64 hexadecimal
 * digits, and the canonical JSON (RFC 8785) of its entry with the name of the chain and its number. The first one follows
 * 64 zeros. An entry of the first form has fewer members, and no member that says so.
 */
final class AuditChain {
    /** What the first link follows. */
    static final String BEGINNING = "0".repeat(64);

    /** The form of entries that say what was changed and left, and from which network. */
    static final int FORM = 2;

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
            @Nullable Integer versionAfter,
            @Nullable List<String> attributes,
            @Nullable String contentHash,
            @Nullable String network,
            int form) {}

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
        if (entry.form() >= FORM) {
            content.set("attributes", names(entry.attributes()));
            content.put("contentHash", entry.contentHash());
            content.put("network", entry.network());
            content.put("form", entry.form());
        }
        return ChangeHash.ofText(before + ChangeHash.canonical(content.toString()));
    }

    private static @Nullable ArrayNode names(@Nullable List<String> attributes) {
        if (attributes == null) {
            return null;
        }
        ArrayNode names = JsonNodeFactory.instance.arrayNode();
        attributes.forEach(names::add);
        return names;
    }
}
