package org.ckep.investment.capacity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.util.Map;
import java.util.UUID;
import org.ckep.investment.site.Sites;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.Quantity;
import org.ckep.kernel.value.Relation;
import org.ckep.kernel.value.UnknownReason;
import org.ckep.records.EditedRecord;
import org.ckep.records.RecordHead;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A capacity-share claim as it is stored. */
@Entity
@Table(name = "capacity_share")
class CapacityShare extends EditedRecord {
    static final String TYPE = "capacity-share";

    private UUID siteId;
    private String product;
    private @Nullable String sector;

    @JdbcTypeCode(SqlTypes.JSON)
    private LocalizedText denominator;

    @Enumerated(EnumType.STRING)
    private DenominatorScope denominatorScope;

    private @Nullable String denominatorCountry;

    @Column(name = "percent")
    private BigDecimal percent;

    @Enumerated(EnumType.STRING)
    private Relation relation;

    private @Nullable BigDecimal percentUpper;

    private @Nullable FuzzyDate period;

    @Enumerated(EnumType.STRING)
    private Modality modality;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, UnknownReason> unknownReasons;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected CapacityShare() {}

    @SuppressWarnings("NullAway.Init") // become() fills the rest
    CapacityShare(UUID id, RecordHead head, CapacityShareContent claim) {
        super(id, head);
        become(claim);
    }

    /** Takes over what the claim says. */
    final void become(CapacityShareContent claim) {
        this.siteId = claim.site().uuid();
        this.product = claim.product();
        this.sector = claim.sector();
        this.denominator = claim.denominator();
        this.denominatorScope = claim.denominatorScope();
        this.denominatorCountry = claim.denominatorCountry();
        this.percent = claim.share().value();
        this.relation = claim.share().relation();
        this.percentUpper = claim.share().upper();
        this.period = claim.period();
        this.modality = claim.modality();
        this.unknownReasons = claim.unknownReasons();
    }

    @Override
    protected CapacityShareContent audited() {
        return content();
    }

    CapacityShareContent content() {
        return new CapacityShareContent(
                site(),
                product,
                sector,
                new Quantity(percent, relation, percentUpper, "%", null),
                denominator,
                denominatorScope,
                denominatorCountry,
                period,
                modality,
                unknownReasons,
                head().sources());
    }

    @Override
    protected String urnType() {
        return TYPE;
    }

    Urn site() {
        return new Urn(Sites.TYPE, siteId);
    }

    @Nullable
    String sector() {
        return sector;
    }
}
