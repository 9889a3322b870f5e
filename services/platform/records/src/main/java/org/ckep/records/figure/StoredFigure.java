package org.ckep.records.figure;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.records.ClassificationColumns;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** One side's word about an attribute; never changed. */
@Entity
@Immutable
@Table(name = "side_figure")
class StoredFigure {
    @Id
    private UUID id;

    private String recordUrn;
    private String attribute;

    @Enumerated(EnumType.STRING)
    private Side side;

    private String value;

    @Enumerated(EnumType.STRING)
    private Classification.Level classificationLevel;

    @Enumerated(EnumType.STRING)
    private @Nullable Side classificationSide;

    private List<String> classificationAgencies;
    private Instant recordedAt;
    private String recordedBy;

    /** Who let its readers read what another person had entered; null for what was entered. */
    private @Nullable String releasedBy;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected StoredFigure() {}

    StoredFigure(
            Urn record,
            String attribute,
            Side side,
            String value,
            Classification readers,
            String recordedBy,
            Instant now) {
        this.id = UUID.randomUUID();
        this.recordUrn = record.toString();
        this.attribute = attribute;
        this.side = side;
        this.value = value;
        this.classificationLevel = readers.level();
        this.classificationSide = ClassificationColumns.side(readers);
        this.classificationAgencies = ClassificationColumns.agencies(readers);
        this.recordedAt = now;
        this.recordedBy = recordedBy;
    }

    /**
     * The same figure for further readers, whom another person lets read it. It stays as old as it is: what was entered since,
     * for other readers, is newer. When it was released the audit trail and the versions know.
     */
    StoredFigure released(Classification readers, String by) {
        StoredFigure wider =
                new StoredFigure(Urn.parse(recordUrn), attribute, side, value, readers, recordedBy, recordedAt);
        wider.releasedBy = by;
        return wider;
    }

    Classification classification() {
        return ClassificationColumns.read(classificationLevel, classificationSide, classificationAgencies);
    }

    Urn record() {
        return Urn.parse(recordUrn);
    }

    String attribute() {
        return attribute;
    }

    Side side() {
        return side;
    }

    String value() {
        return value;
    }

    String recordedBy() {
        return recordedBy;
    }

    Instant recordedAt() {
        return recordedAt;
    }
}
