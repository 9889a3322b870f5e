package org.ckep.records;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.jspecify.annotations.Nullable;

/** One act in the audit trail. */
@Entity
@Table(name = "audit_entry")
class AuditEntry {
    @Id
    private UUID id;

    private Instant at;
    private @Nullable String subject;
    private @Nullable String client;

    @Enumerated(EnumType.STRING)
    private @Nullable Side side;

    private @Nullable String agency;
    private String action;
    private String urn;
    private @Nullable Integer versionBefore;
    private @Nullable Integer versionAfter;
    private @Nullable List<String> attributes;
    private @Nullable String contentHash;
    private @Nullable String network;
    private short form;

    @SuppressWarnings("NullAway.Init")
    protected AuditEntry() {}

    AuditEntry(
            UUID id,
            Instant at,
            Viewer viewer,
            @Nullable Side side,
            String action,
            Urn urn,
            @Nullable Integer versionBefore,
            @Nullable Integer versionAfter,
            Imprint imprint,
            @Nullable String network) {
        this.id = id;
        this.at = at;
        this.subject = viewer.subject();
        this.client = viewer.client();
        this.side = side;
        this.agency = viewer.agency();
        this.action = action;
        this.urn = urn.toString();
        this.versionBefore = versionBefore;
        this.versionAfter = versionAfter;
        this.attributes = imprint.attributes();
        this.contentHash = imprint.contentHash();
        this.network = network;
        this.form = AuditChain.FORM;
    }

    UUID id() {
        return id;
    }

    int form() {
        return form;
    }

    /** As its chain holds it. */
    AuditChain.Entry toChain() {
        return new AuditChain.Entry(
                id,
                at,
                subject,
                client,
                side == null ? null : side.name(),
                agency,
                action,
                urn,
                versionBefore,
                versionAfter,
                attributes,
                contentHash,
                network,
                form);
    }
}
