package org.ckep.investment.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.Money;
import org.ckep.records.Sources;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A transaction as it is stored; never changed. */
@Entity
@Immutable
@Table(name = "commitment_transaction")
class StoredTransaction {
    static final String TYPE = "transaction";

    @Id
    private UUID id;

    private UUID commitmentId;

    @Enumerated(EnumType.STRING)
    private TransactionType type;

    private BigDecimal amount;
    private LocalDate valueDate;
    private @Nullable UUID reverses;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable LocalizedText note;

    private List<UUID> sourceIds;

    @Enumerated(EnumType.STRING)
    private @Nullable Side side;

    private Instant recordedAt;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected StoredTransaction() {}

    StoredTransaction(
            UUID commitmentId,
            Entry entry,
            @Nullable LocalizedText note,
            List<Urn> sources,
            Viewer viewer,
            Instant recordedAt) {
        this.id = entry.id();
        this.commitmentId = commitmentId;
        this.type = entry.type();
        this.amount = entry.amount();
        this.valueDate = entry.valueDate();
        this.reverses = entry.reverses();
        this.note = note;
        this.sourceIds = sources.stream().map(Urn::uuid).toList();
        this.side = viewer.side();
        this.recordedAt = recordedAt;
    }

    UUID id() {
        return id;
    }

    Instant recordedAt() {
        return recordedAt;
    }

    UUID commitmentId() {
        return commitmentId;
    }

    Entry toEntry() {
        return new Entry(id, type, amount, valueDate, reverses);
    }

    /** What it says, as the audit trail hashes it: the members that its view has too. */
    Object audited(String currency) {
        TransactionView view = toView(currency);
        return new Said(
                view.urn(),
                view.type(),
                view.amount(),
                view.valueDate(),
                view.reverses(),
                view.note(),
                view.sources(),
                view.side());
    }

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private record Said(
            Urn urn,
            TransactionType type,
            Money amount,
            LocalDate valueDate,
            @Nullable Urn reverses,
            @Nullable LocalizedText note,
            List<Urn> sources,
            @Nullable Side side) {}

    /**
     * As it is answered.
     *
     * @param currency its commitment's
     */
    TransactionView toView(String currency) {
        return new TransactionView(
                new Urn(TYPE, id),
                new Urn(StoredCommitment.TYPE, commitmentId),
                type,
                new Money(amount, currency, null, null),
                valueDate,
                reverses == null ? null : new Urn(TYPE, reverses),
                note,
                sourceIds.stream().map(source -> new Urn(Sources.TYPE, source)).toList(),
                side,
                recordedAt);
    }
}
