package org.ckep.partnerships.partnership;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.UnknownReason;
import org.ckep.partnerships.partnership.PartnershipContent.Deliverable;
import org.ckep.records.RecordHead;
import org.ckep.records.RegisterRecord;
import org.ckep.records.SearchKey;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A partnership as it is stored; its parties, contributions, flows and history stand in tables of their own. */
@Entity
@Table(name = "partnership")
class Partnership extends RegisterRecord {
    static final String TYPE = "partnership";

    @JdbcTypeCode(SqlTypes.JSON)
    private LocalizedText title;

    @Enumerated(EnumType.STRING)
    private PartnershipKind kind;

    @Enumerated(EnumType.STRING)
    private StateName state;

    private @Nullable FuzzyDate stateSince;

    private @Nullable String stateReason;

    @Enumerated(EnumType.STRING)
    private Modality modality;

    private List<String> sectors;

    private @Nullable FuzzyDate startsOn;

    private @Nullable FuzzyDate endsOn;

    private @Nullable LocalDate endsOnDay;

    private @Nullable FuzzyDate signedOn;

    private @Nullable LocalDate signedOnDay;
    private @Nullable String document;
    private @Nullable String documentSha256;

    @Enumerated(EnumType.STRING)
    private Binding binding;

    private List<String> thirdMarkets;
    private @Nullable String engagementId;

    @JdbcTypeCode(SqlTypes.JSON)
    private Columns.Signatories signatories;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable IpTerms ipTerms;

    @JdbcTypeCode(SqlTypes.JSON)
    private Columns.Deliverables deliverables;

    @JdbcTypeCode(SqlTypes.JSON)
    private Columns.Unknowns unknown;

    private @Nullable LocalDate lastReportOn;
    private String madeBy;
    private String searchKey;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected Partnership() {}

    /**
     * A new partnership.
     *
     * @param madeBy subject of the person or system that writes it; a check needs another one
     */
    @SuppressWarnings("NullAway.Init") // the methods called fill the rest
    Partnership(
            UUID id,
            RecordHead head,
            PartnershipContent content,
            PartnershipState state,
            Modality modality,
            Signature signature,
            String madeBy) {
        super(id, head);
        this.unknown = new Columns.Unknowns(Map.of());
        become(content, madeBy);
        become(state, modality);
        sign(signature);
    }

    /** Takes over the content; the parts in other tables are written beside it. */
    final void become(PartnershipContent content, String by) {
        this.title = content.title();
        this.kind = content.kind();
        this.sectors = content.sectors();
        startOn(content.start());
        this.endsOn = content.end();
        this.endsOnDay = content.end() == null ? null : content.end().end();
        this.thirdMarkets = content.thirdMarkets();
        this.engagementId =
                content.engagementId() == null ? null : content.engagementId().toString();
        this.ipTerms = content.ipTerms();
        this.deliverables = new Columns.Deliverables(content.deliverables());
        this.searchKey = SearchKey.of(List.of(content.title()));
        this.madeBy = by;
    }

    final void become(PartnershipState next, Modality mood) {
        this.state = next.name();
        this.stateSince = next.since();
        this.stateReason = next.reason();
        this.modality = mood;
    }

    final void sign(Signature signature) {
        this.signedOn = signature.on();
        this.signedOnDay = signature.on() == null ? null : signature.on().end();
        Signature.Document signed = signature.document();
        this.document = signed == null ? null : signed.reference();
        this.documentSha256 = signed == null ? null : signed.sha256();
        this.binding = signature.binding();
        this.signatories = new Columns.Signatories(signature.signatories());
    }

    final void startOn(@Nullable FuzzyDate day) {
        this.startsOn = day;
    }

    /** Says why values are missing. */
    void leaveUnknown(Map<String, UnknownReason> reasons) {
        this.unknown = new Columns.Unknowns(reasons);
    }

    void reportOn(LocalDate day) {
        if (lastReportOn == null || day.isAfter(lastReportOn)) {
            this.lastReportOn = day;
        }
    }

    @Override
    protected String urnType() {
        return TYPE;
    }

    PartnershipState state() {
        return PartnershipState.of(state, stateSince, stateReason);
    }

    Signature signature() {
        return new Signature(
                signedOn,
                document == null || documentSha256 == null ? null : new Signature.Document(document, documentSha256),
                signatories.people(),
                binding);
    }

    LocalizedText title() {
        return title;
    }

    PartnershipKind kind() {
        return kind;
    }

    Modality modality() {
        return modality;
    }

    List<String> sectors() {
        return List.copyOf(sectors);
    }

    @Nullable
    FuzzyDate start() {
        return startsOn;
    }

    @Nullable
    FuzzyDate end() {
        return endsOn;
    }

    List<String> thirdMarkets() {
        return List.copyOf(thirdMarkets);
    }

    @Nullable
    Urn engagementId() {
        return engagementId == null ? null : Urn.parse(engagementId);
    }

    @Nullable
    IpTerms ipTerms() {
        return ipTerms;
    }

    List<Deliverable> deliverables() {
        return deliverables.promised();
    }

    /** Why values are missing, by their names in order. */
    Map<String, UnknownReason> unknown() {
        return new TreeMap<>(unknown.reasons());
    }

    @Nullable
    LocalDate lastReportOn() {
        return lastReportOn;
    }

    Actors.Ownership ownership() {
        return new Actors.Ownership(head().stewardship(), head().ownerSide(), madeBy);
    }
}
