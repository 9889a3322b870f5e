package org.ckep.messaging;

import io.vertx.core.json.JsonObject;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/**
 * A row of the outbox as the writing transaction sees it. The sequence number is given by the database and read by the
 * relay alone, so it is not mapped; the identifier is assigned here, which lets Hibernate batch the inserts.
 */
@Entity
@Table(name = "outbox_event")
class OutboxEvent {
    @Id
    private UUID id;

    @Column(name = "aggregatetype", columnDefinition = "text")
    private String aggregateType;

    @Column(name = "aggregateid", columnDefinition = "text")
    private String aggregateId;

    @Column(columnDefinition = "text")
    private String type;

    @Column(columnDefinition = "text")
    private String audience;

    /** bytea, because jsonb would reorder the members and with them every digest. */
    private byte[] payload;

    private JsonObject headers;

    @Column(name = "partition_no")
    private short partitionNo;

    @SuppressWarnings("NullAway.Init")
    protected OutboxEvent() {}

    OutboxEvent(OutboxRow row) {
        this.id = row.id();
        this.aggregateType = row.aggregateType();
        this.aggregateId = row.aggregateId();
        this.type = row.type();
        this.audience = row.audience();
        this.payload = row.payload();
        this.headers = row.headers();
        this.partitionNo = row.partitionNo();
    }
}
