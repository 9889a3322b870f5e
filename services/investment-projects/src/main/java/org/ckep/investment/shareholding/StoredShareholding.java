package org.ckep.investment.shareholding;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import org.ckep.kernel.id.Urn;
import org.ckep.records.EditedRecord;
import org.ckep.records.RecordHead;

/** A shareholding history as it is stored; who holds what stands in its statements alone. */
@Entity
@Table(name = "shareholding")
class StoredShareholding extends EditedRecord {
    static final String TYPE = "shareholding";

    private String entityUrn;

    @Enumerated(EnumType.STRING)
    private ShareholdingKind kind;

    /** Everybody who is named in any statement, in the form in which it is searched. */
    private List<String> holderUrns;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected StoredShareholding() {}

    StoredShareholding(UUID id, RecordHead head, Urn entity, ShareholdingKind kind) {
        super(id, head);
        this.entityUrn = entity.toString();
        this.kind = kind;
        this.holderUrns = List.of();
    }

    /** Notes who is named in a new statement. */
    void names(List<StatedHolding> holdings) {
        TreeSet<String> all = new TreeSet<>(holderUrns);
        holdings.stream()
                .map(StatedHolding::holder)
                .filter(Objects::nonNull)
                .filter(holder -> holder.orgId() != null)
                .forEach(holder -> all.add(String.valueOf(holder.orgId())));
        this.holderUrns = List.copyOf(all);
    }

    @Override
    protected String urnType() {
        return TYPE;
    }

    @Override
    protected Object audited() {
        return new Said(entity(), kind, head().sources());
    }

    /** What it says beside its statements: the members that its view has too, but for its sources, whose URNs alone count. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private record Said(Urn entity, ShareholdingKind kind, List<Urn> sources) {}

    Urn entity() {
        return Urn.parse(entityUrn);
    }

    ShareholdingKind kind() {
        return kind;
    }
}
