package org.ckep.partnerships.sourcing;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.OrgRef;
import org.ckep.kernel.value.Share;
import org.ckep.records.RecordHead;
import org.ckep.records.RegisterRecord;
import org.ckep.records.SearchKey;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A sourcing relation as it is stored; its suppliers stand in a table of their own. */
@Entity
@Table(name = "sourcing_relation")
class SourcingRelation extends RegisterRecord {
    static final String TYPE = "sourcing-relation";

    private String buyer;

    @JdbcTypeCode(SqlTypes.JSON)
    private LocalizedText material;

    private String hs;
    private @Nullable String originCountry;

    @Enumerated(EnumType.STRING)
    private Adoption adoption;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable Share share;

    private @Nullable FuzzyDate qualifiedOn;

    private @Nullable FuzzyDate asOf;

    private String sector;

    @Enumerated(EnumType.STRING)
    private Modality modality;

    private String searchKey;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected SourcingRelation() {}

    @SuppressWarnings("NullAway.Init") // become() fills the rest
    SourcingRelation(UUID id, RecordHead head, SourcingContent content) {
        super(id, head);
        become(content);
    }

    /** Takes over the content; suppliers are written beside it. */
    final void become(SourcingContent content) {
        this.buyer = content.buyer().toString();
        this.material = content.material();
        this.hs = content.hs();
        this.originCountry = content.originCountry();
        this.adoption = content.adoption();
        this.share = content.share();
        this.qualifiedOn = content.qualifiedOn();
        this.asOf = content.asOf();
        this.sector = content.sector();
        this.modality = content.modality();
        this.searchKey = SearchKey.of(List.of(content.material()));
    }

    SourcingContent content(List<SourcingSupplier> suppliers) {
        return new SourcingContent(
                Urn.parse(buyer),
                material,
                hs,
                originCountry,
                refs(suppliers, false),
                adoption,
                share,
                qualifiedOn,
                asOf,
                refs(suppliers, true),
                sector,
                modality,
                head().sources());
    }

    private static List<OrgRef> refs(List<SourcingSupplier> suppliers, boolean alternative) {
        return suppliers.stream()
                .filter(supplier -> supplier.isAlternative() == alternative)
                .map(SourcingSupplier::ref)
                .toList();
    }

    @Override
    protected String urnType() {
        return TYPE;
    }

    Urn buyer() {
        return Urn.parse(buyer);
    }

    LocalizedText material() {
        return material;
    }

    String hs() {
        return hs;
    }

    Adoption adoption() {
        return adoption;
    }

    @Nullable
    Share share() {
        return share;
    }

    @Nullable
    FuzzyDate asOf() {
        return asOf;
    }

    String sector() {
        return sector;
    }

    Modality modality() {
        return modality;
    }
}
