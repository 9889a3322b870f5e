package org.ckep.policy.register;

import jakarta.persistence.MappedSuperclass;
import java.util.Map;
import java.util.UUID;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.UnknownReason;
import org.ckep.records.RecordHead;
import org.ckep.records.RegisterRecord;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** Base of the records of this service: each has a title, and says why what is missing is missing. */
@MappedSuperclass
public abstract class PolicyRecord extends RegisterRecord {
    @JdbcTypeCode(SqlTypes.JSON)
    private LocalizedText title;

    @JdbcTypeCode(SqlTypes.JSON)
    private UnknownValues unknown;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected PolicyRecord() {}

    /** A new record with the common part of its content. */
    protected PolicyRecord(UUID id, RecordHead head, Entry content) {
        super(id, head);
        this.title = content.title();
        this.unknown = UnknownValues.of(content.unknown());
    }

    /** Takes over the common part of new content. */
    protected final void becomeCommon(Entry content) {
        this.title = content.title();
        this.unknown = UnknownValues.of(content.unknown());
    }

    public LocalizedText title() {
        return title;
    }

    /** Names of members without a value, each with the reason; null where there are none. */
    public @Nullable Map<String, UnknownReason> unknown() {
        return unknown.isEmpty() ? null : unknown.toJson();
    }

    /** The state that events and lists show beside the title, null for a record without one. */
    public abstract @Nullable String stateName();
}
