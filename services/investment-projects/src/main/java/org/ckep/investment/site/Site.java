package org.ckep.investment.site;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.ckep.investment.register.OrgColumns;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.Place;
import org.ckep.kernel.value.Quantity;
import org.ckep.kernel.value.UnknownReason;
import org.ckep.records.EditedRecord;
import org.ckep.records.RecordHead;
import org.ckep.records.SearchKey;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A site as it is stored. */
@Entity
@Table(name = "site")
class Site extends EditedRecord {
    @JdbcTypeCode(SqlTypes.JSON)
    private LocalizedText title;

    private String searchKey;

    @Embedded
    private @Nullable OrgColumns org;

    private String country;

    @Column(name = "iso3166_2")
    private String province;

    private @Nullable String city;
    private @Nullable String parkId;
    private @Nullable BigDecimal lat;
    private @Nullable BigDecimal lon;
    private @Nullable String product;
    private List<String> sectors;

    @Enumerated(EnumType.STRING)
    private SiteState state;

    private @Nullable FuzzyDate since;

    @Column(name = "land_area_km2")
    private @Nullable BigDecimal landArea;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, UnknownReason> unknownReasons;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected Site() {}

    @SuppressWarnings("NullAway.Init") // become() fills the rest
    Site(UUID id, RecordHead head, SiteContent content) {
        super(id, head);
        become(content);
    }

    /** Takes over the content. */
    final void become(SiteContent content) {
        Place place = content.place();
        Quantity area = content.landArea();
        this.title = content.title();
        this.searchKey = SearchKey.of(content.title());
        this.org = OrgColumns.of(content.org());
        this.country = place.country();
        this.province = place.iso3166_2();
        this.city = place.city();
        this.parkId = place.parkId();
        this.lat = place.lat();
        this.lon = place.lon();
        this.product = content.product();
        this.sectors = content.sectors();
        this.state = content.state();
        this.since = content.since();
        this.landArea = area == null ? null : area.value();
        this.unknownReasons = content.unknownReasons();
    }

    @Override
    protected SiteContent audited() {
        return content();
    }

    SiteContent content() {
        return new SiteContent(
                title,
                OrgColumns.toOrgRef(org),
                place(),
                product,
                sectors,
                state,
                since,
                landArea == null ? null : Quantity.of(landArea, "km2"),
                unknownReasons,
                head().sources());
    }

    void enter(SiteState newState) {
        this.state = newState;
    }

    @Override
    protected String urnType() {
        return Sites.TYPE;
    }

    LocalizedText title() {
        return title;
    }

    SiteState state() {
        return state;
    }

    Place place() {
        return new Place(province, city, parkId, lat, lon);
    }

    /** The code of its sector where it has exactly one, for events. */
    @Nullable
    String onlySector() {
        return sectors.size() == 1 ? sectors.getFirst() : null;
    }
}
