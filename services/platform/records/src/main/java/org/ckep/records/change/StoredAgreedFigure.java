package org.ckep.records.change;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.id.Urn;
import org.ckep.records.ClassificationColumns;
import org.jspecify.annotations.Nullable;

/** What both sides have agreed on of one attribute for these readers; never changed, but overtaken by what they agree on later in the record. */
@Entity
@Table(name = "agreed_figure")
class StoredAgreedFigure {
    /** The change set by which it was agreed on, or released. */
    @Id
    private UUID changeId;

    private String recordUrn;
    private String attribute;
    private String value;

    @Enumerated(EnumType.STRING)
    private Classification.Level classificationLevel;

    private List<String> classificationAgencies;
    private Instant agreedAt;

    /** When these readers came to read it. */
    private Instant readSince;

    /** The change set by which both sides agreed on the record's own value later; null where this is their last word. */
    private @Nullable UUID overtakenBy;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected StoredAgreedFigure() {}

    StoredAgreedFigure(Urn change, Urn record, String attribute, String value, Instant now) {
        this(change, record.toString(), attribute, value, Classification.BILATERAL, now, now);
    }

    private StoredAgreedFigure(
            Urn change,
            String record,
            String attribute,
            String value,
            Classification readers,
            Instant agreedAt,
            Instant now) {
        this.changeId = change.uuid();
        this.recordUrn = record;
        this.attribute = attribute;
        this.value = value;
        this.classificationLevel = readers.level();
        this.classificationAgencies = ClassificationColumns.agencies(readers);
        this.agreedAt = agreedAt;
        this.readSince = now;
    }

    /** The same for further readers: it stays as old as it is. */
    StoredAgreedFigure released(Urn change, Classification readers, Instant now) {
        return new StoredAgreedFigure(change, recordUrn, attribute, value, readers, agreedAt, now);
    }

    Classification classification() {
        return ClassificationColumns.read(classificationLevel, null, classificationAgencies);
    }

    String attribute() {
        return attribute;
    }

    String value() {
        return value;
    }

    Instant agreedAt() {
        return agreedAt;
    }
}
