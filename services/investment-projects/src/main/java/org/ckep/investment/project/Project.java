package org.ckep.investment.project;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.Money;
import org.ckep.kernel.value.UnknownReason;
import org.ckep.records.RecordHead;
import org.ckep.records.RegisterRecord;
import org.ckep.records.SearchKey;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * A project as it is stored. Its lists are read by {@link ProjectRepository} before anything asks for them, and written by
 * {@link ProjectPartStore}.
 */
@Entity
@Table(name = "project")
class Project extends RegisterRecord {
    static final String TYPE = "project";

    /** Subject of the person who last wrote the content; the head knows who registered it. */
    private String editedBy;

    /** Everybody who wrote it since its readers were last widened; the database keeps it, from {@link #editedBy}. */
    @Column(insertable = false, updatable = false)
    private @Nullable List<String> editors;

    @JdbcTypeCode(SqlTypes.JSON)
    private LocalizedText title;

    private String searchKey;

    @Enumerated(EnumType.STRING)
    private ProjectType type;

    @Enumerated(EnumType.STRING)
    private Direction direction;

    @Enumerated(EnumType.STRING)
    private Modality modality;

    @Enumerated(EnumType.STRING)
    private ProjectStatus state;

    @Enumerated(EnumType.STRING)
    private @Nullable ProjectStatus resumeTo;

    private @Nullable FuzzyDate stateSince;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable LocalizedText stateReason;

    private List<String> products;
    private List<String> hostCountries;
    private @Nullable UUID parentId;

    @Enumerated(EnumType.STRING)
    private @Nullable ProjectRelation relation;

    private boolean countsTowardAggregate;
    private @Nullable Boolean phasesPartial;
    private @Nullable BigDecimal investmentAmount;
    private @Nullable String investmentCurrency;

    @Enumerated(EnumType.STRING)
    private @Nullable InvestmentBasis investmentBasis;

    private @Nullable LocalDate investmentValueDate;
    private @Nullable String investmentText;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable Investment registeredCapital;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable Investment ownContribution;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable Jobs jobs;

    private @Nullable BigDecimal paidAmount;
    private @Nullable String paidCurrency;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, UnknownReason> unknownReasons;

    /** For conditions of queries alone, as the two after it: the lists themselves are {@link #parts}. */
    @ElementCollection
    @CollectionTable(name = "project_sector", joinColumns = @JoinColumn(name = "project_id"))
    @Column(name = "code")
    private Set<String> sectors;

    @ElementCollection
    @CollectionTable(name = "project_site", joinColumns = @JoinColumn(name = "project_id"))
    @Column(name = "site_id")
    private Set<UUID> sites;

    @ElementCollection
    @CollectionTable(name = "project_participant", joinColumns = @JoinColumn(name = "project_id"))
    @Column(name = "org_urn")
    private Set<String> participants;

    @Transient
    private @Nullable ProjectParts parts;

    @Transient
    private ProjectParts writtenParts = ProjectParts.NONE;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected Project() {}

    @SuppressWarnings("NullAway.Init") // become() fills the rest
    Project(UUID id, RecordHead head, String maker, ProjectSnapshot project) {
        super(id, head);
        become(project, maker);
    }

    /**
     * Takes over what the rules have let through.
     *
     * @param editor subject of the person who changes it, or drafted the step that moves a key date of it
     */
    final void become(ProjectSnapshot project, String editor) {
        this.editedBy = editor;
        become(project);
    }

    /** Takes over the result of a step; who takes a step that moves no key date does not write the content. */
    final void become(ProjectSnapshot project) {
        Money paid = project.bindings().paid();
        take(project.content());
        this.state = project.state().status();
        this.resumeTo = project.state() instanceof ProjectState.Suspended suspended ? suspended.resumeTo() : null;
        this.stateSince = project.stateSince();
        this.stateReason = project.stateReason();
        this.paidAmount = paid == null ? null : paid.amount();
        this.paidCurrency = paid == null ? null : paid.currency();
        head().leavesNotShown(
                        project.notShown().stream().sorted().map(Guard::name).toList());
        this.parts = ProjectParts.of(project);
    }

    private void take(ProjectContent content) {
        Urn parent = content.parentProject();
        Investment investment = content.totalInvestment();
        this.title = content.title();
        this.searchKey = SearchKey.of(content.title());
        this.type = content.type();
        this.direction = content.direction();
        this.modality = content.modality();
        this.products = content.products();
        this.hostCountries = content.hostCountries();
        this.parentId = parent == null ? null : parent.uuid();
        this.relation = content.relation();
        this.countsTowardAggregate = content.counted();
        this.phasesPartial = content.phasesPartial();
        this.investmentAmount = investment == null ? null : investment.amount();
        this.investmentCurrency = investment == null ? null : investment.currency();
        this.investmentBasis = investment == null ? null : investment.basis();
        this.investmentValueDate = investment == null ? null : investment.valueDate();
        this.investmentText = investment == null ? null : investment.text();
        this.registeredCapital = content.registeredCapital();
        this.ownContribution = content.ownContribution();
        this.jobs = content.jobs();
        this.unknownReasons = content.unknownReasons();
    }

    ProjectContent content() {
        return new ProjectContent(
                title,
                type,
                direction,
                modality,
                parts().toSectors(),
                products,
                siteUrns(),
                parts().toParticipants(),
                hostCountries,
                parent(),
                relation,
                countsTowardAggregate,
                phasesPartial,
                parts().toKeyDates(),
                investment(),
                registeredCapital,
                ownContribution,
                jobs,
                parts().toCapacity(),
                unknownReasons,
                head().sources());
    }

    boolean isPhase() {
        return relation == ProjectRelation.PHASE_OF;
    }

    /** True where it speaks of its parent's money (rule I10). */
    boolean sharesMoneyWithItsParent() {
        return relation != null && relation.sharesMoney();
    }

    /** As rule I9 sees it under its parent. */
    PhaseRules.Phase asPhase() {
        return new PhaseRules.Phase(investment(), state, modality);
    }

    /** Its sum where that is the sum of all its phases, else null. */
    @Nullable
    Investment sumOfPhases() {
        return phasesPartial == null ? investment() : null;
    }

    /** Its sums of money by attribute, those that are known. */
    Map<String, Investment> amounts() {
        return ProjectContent.amounts(investment(), registeredCapital, ownContribution);
    }

    private @Nullable Investment investment() {
        return investmentAmount == null || investmentCurrency == null || investmentBasis == null
                ? null
                : new Investment(
                        investmentAmount, investmentCurrency, investmentBasis, investmentValueDate, investmentText);
    }

    /**
     * What the rules look at.
     *
     * @param filings those of the viewer's own side
     * @param siteCountries country of each of its sites
     */
    ProjectSnapshot snapshot(List<Filing> filings, Map<Urn, String> siteCountries) {
        Set<Guard> notShown = new TreeSet<>();
        head().guardsNotShown().forEach(guard -> notShown.add(Guard.valueOf(guard)));
        return new ProjectSnapshot(
                urn(),
                content(),
                state(),
                stateSince,
                stateReason,
                notShown,
                new Evidence.Bindings(filings, parts().toCommitments(), parts().toHoldings(), paid()),
                custody(),
                siteCountries);
    }

    private StepAuthority.Custody custody() {
        return new StepAuthority.Custody(head().stewardship(), head().ownerSide(), makers());
    }

    @Override
    protected Set<String> makers() {
        Set<String> makers = new TreeSet<>(List.of(head().createdBy(), editedBy));
        if (editors != null) {
            makers.addAll(editors);
        }
        return makers;
    }

    @Override
    protected String urnType() {
        return TYPE;
    }

    @Override
    protected AuditedProject audited() {
        return new AuditedProject(
                content(),
                state,
                stateSince,
                resumeTo,
                stateReason,
                parts().toCommitments(),
                parts().toHoldings(),
                paid(),
                head().stewardship(),
                head().classification().level());
    }

    LocalizedText title() {
        return title;
    }

    @Nullable
    Urn parent() {
        return parentId == null ? null : new Urn(TYPE, parentId);
    }

    boolean raisesCapital() {
        return type == ProjectType.CAPITAL_INCREASE;
    }

    ProjectState state() {
        return ProjectState.of(state, resumeTo);
    }

    @Nullable
    FuzzyDate stateSince() {
        return stateSince;
    }

    @Nullable
    ProjectRelation relation() {
        return relation;
    }

    boolean hasTotalInvestment() {
        return investmentAmount != null;
    }

    boolean counted() {
        return countsTowardAggregate;
    }

    List<Urn> siteUrns() {
        return parts().siteUrns();
    }

    private @Nullable Money paid() {
        return paidAmount == null || paidCurrency == null ? null : new Money(paidAmount, paidCurrency, null, null);
    }

    boolean hasParts() {
        return parts != null;
    }

    /** Its lists; whoever read the project read them too. */
    ProjectParts parts() {
        return Objects.requireNonNull(parts, "the lists of the project have not been read");
    }

    /** Its lists as they stand in the database. */
    ProjectParts writtenParts() {
        return writtenParts;
    }

    /** Notes that these lists stand in the database. */
    void holds(ProjectParts written) {
        this.parts = written;
        this.writtenParts = written;
    }
}
