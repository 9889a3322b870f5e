package org.ckep.partnerships.sector;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.records.RecordHead;
import org.ckep.records.RegisterRecord;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A sector as it is stored. */
@Entity
@Table(name = "sector")
class Sector extends RegisterRecord {
    static final String TYPE = "sector";

    private String code;

    @JdbcTypeCode(SqlTypes.JSON)
    private LocalizedText name;

    private @Nullable String parent;
    private boolean growthArea;
    private List<String> isic;
    private List<String> hs;
    private @Nullable LocalDate validFrom;
    private @Nullable LocalDate validTo;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected Sector() {}

    @SuppressWarnings("NullAway.Init") // become() fills the rest
    Sector(UUID id, RecordHead head, String code, SectorContent content) {
        super(id, head);
        this.code = code;
        become(content);
    }

    /** Takes over the content. */
    final void become(SectorContent content) {
        this.name = content.name();
        this.parent = content.parent();
        this.growthArea = content.growthArea();
        this.isic = content.isic();
        this.hs = content.hs();
        this.validFrom = content.validFrom();
        this.validTo = content.validTo();
    }

    @Override
    protected SectorContent audited() {
        return content();
    }

    SectorContent content() {
        return new SectorContent(name, parent, growthArea, isic, hs, validFrom, validTo);
    }

    /** True where the code may be used for that day. */
    boolean isValidOn(LocalDate day) {
        return (validFrom == null || !day.isBefore(validFrom)) && (validTo == null || !day.isAfter(validTo));
    }

    @Override
    protected String urnType() {
        return TYPE;
    }

    String code() {
        return code;
    }

    LocalizedText name() {
        return name;
    }

    @Nullable
    String parent() {
        return parent;
    }
}
