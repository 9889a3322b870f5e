package org.ckep.investment.project;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.ckep.investment.project.ProjectRows.CapacityRow;
import org.ckep.investment.project.ProjectRows.CommitmentRow;
import org.ckep.investment.project.ProjectRows.HoldingRow;
import org.ckep.investment.project.ProjectRows.KeyDateRow;
import org.ckep.investment.project.ProjectRows.ParticipantRow;
import org.ckep.investment.project.ProjectRows.SectorRow;
import org.ckep.investment.site.Sites;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.Money;
import org.ckep.kernel.value.UnknownReason;
import org.ckep.records.RecordHead;
import org.ckep.records.RegisterRecord;
import org.ckep.records.SearchKey;
import org.hibernate.annotations.BatchSize;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * A project as it is stored. Its lists are read by {@link ProjectRepository} before anything asks for them; a whole page
 * of projects costs one query for each list.
 */
@Entity
@Table(name = "project")
class Project extends RegisterRecord {
    static final String TYPE = "project";

    /** As many owners as a page has. */
    private static final int PAGE = 500;

    /** Subject of the person who last wrote the content; the head knows who registered it. */
    private String editedBy;

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
    private @Nullable BigDecimal investmentAmount;
    private @Nullable String investmentCurrency;

    @Enumerated(EnumType.STRING)
    private @Nullable InvestmentBasis investmentBasis;

    private @Nullable LocalDate investmentValueDate;
    private @Nullable String investmentText;
    private @Nullable BigDecimal paidAmount;
    private @Nullable String paidCurrency;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, UnknownReason> unknownReasons;

    @ElementCollection
    @CollectionTable(name = "project_sector", joinColumns = @JoinColumn(name = "project_id"))
    @OrderColumn(name = "position")
    @BatchSize(size = PAGE)
    private List<SectorRow> sectors = new ArrayList<>();

    @ElementCollection
    @CollectionTable(name = "project_site", joinColumns = @JoinColumn(name = "project_id"))
    @OrderColumn(name = "position")
    @Column(name = "site_id")
    @BatchSize(size = PAGE)
    private List<UUID> sites = new ArrayList<>();

    @ElementCollection
    @CollectionTable(name = "project_participant", joinColumns = @JoinColumn(name = "project_id"))
    @OrderColumn(name = "position")
    @BatchSize(size = PAGE)
    private List<ParticipantRow> participants = new ArrayList<>();

    @ElementCollection
    @CollectionTable(name = "project_key_date", joinColumns = @JoinColumn(name = "project_id"))
    @OrderColumn(name = "position")
    @BatchSize(size = PAGE)
    private List<KeyDateRow> keyDates = new ArrayList<>();

    @ElementCollection
    @CollectionTable(name = "project_capacity", joinColumns = @JoinColumn(name = "project_id"))
    @OrderColumn(name = "position")
    @BatchSize(size = PAGE)
    private List<CapacityRow> capacity = new ArrayList<>();

    @ElementCollection
    @CollectionTable(name = "project_commitment", joinColumns = @JoinColumn(name = "project_id"))
    @OrderColumn(name = "position")
    @BatchSize(size = PAGE)
    private List<CommitmentRow> commitments = new ArrayList<>();

    @ElementCollection
    @CollectionTable(name = "project_holding", joinColumns = @JoinColumn(name = "project_id"))
    @OrderColumn(name = "position")
    @BatchSize(size = PAGE)
    private List<HoldingRow> holdings = new ArrayList<>();

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
     * @param editor subject of the person who changes it
     */
    final void become(ProjectSnapshot project, String editor) {
        this.editedBy = editor;
        become(project);
    }

    /** Takes over the result of a step; who takes a step does not write the content. */
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
        replace(
                commitments,
                project.bindings().commitments().stream().map(CommitmentRow::of).toList());
        replace(
                holdings,
                project.bindings().holdings().stream().map(HoldingRow::of).toList());
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
        this.investmentAmount = investment == null ? null : investment.amount();
        this.investmentCurrency = investment == null ? null : investment.currency();
        this.investmentBasis = investment == null ? null : investment.basis();
        this.investmentValueDate = investment == null ? null : investment.valueDate();
        this.investmentText = investment == null ? null : investment.text();
        this.unknownReasons = content.unknownReasons();
        replace(sectors, content.sectors().stream().map(SectorRow::of).toList());
        replace(sites, content.sites().stream().map(Urn::uuid).toList());
        replace(
                participants,
                content.participants().stream().map(ParticipantRow::of).toList());
        replace(keyDates, rows(content.keyDates()));
        replace(capacity, content.capacity().stream().map(CapacityRow::of).toList());
    }

    /** Leaves a list that has not changed alone, so that Hibernate writes nothing for it. */
    private static <T> void replace(List<T> stored, List<T> now) {
        if (!stored.equals(now)) {
            stored.clear();
            stored.addAll(now);
        }
    }

    private static List<KeyDateRow> rows(Map<KeyDate, KeyDates> dates) {
        List<KeyDateRow> rows = new ArrayList<>();
        dates.forEach((key, value) -> {
            value.planned().forEach(date -> rows.add(new KeyDateRow(key, KeyDateRow.Kind.PLANNED, date)));
            if (value.actual() != null) {
                rows.add(new KeyDateRow(key, KeyDateRow.Kind.ACTUAL, value.actual()));
            }
        });
        return rows;
    }

    ProjectContent content() {
        return new ProjectContent(
                title,
                type,
                direction,
                modality,
                sectors.stream().map(SectorRow::toSector).toList(),
                products,
                siteUrns(),
                participants.stream().map(ParticipantRow::toParticipant).toList(),
                hostCountries,
                parentId == null ? null : new Urn(TYPE, parentId),
                relation,
                countsTowardAggregate,
                keyDates(),
                investment(),
                capacity.stream().map(CapacityRow::toEntry).toList(),
                unknownReasons,
                head().sources());
    }

    private Map<KeyDate, KeyDates> keyDates() {
        Map<KeyDate, KeyDates> dates = new EnumMap<>(KeyDate.class);
        for (KeyDateRow row : keyDates) {
            KeyDates before = dates.getOrDefault(row.keyDate(), KeyDates.NONE);
            dates.put(
                    row.keyDate(),
                    switch (row.kind()) {
                        case PLANNED -> before.plannedFor(row.date());
                        case ACTUAL -> before.happenedOn(row.date());
                    });
        }
        return dates;
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
                new Evidence.Bindings(filings, commitments(), holdings(), paid()),
                custody(),
                siteCountries);
    }

    private StepAuthority.Custody custody() {
        return new StepAuthority.Custody(
                head().stewardship(), head().ownerSide(), Set.copyOf(List.of(head().createdBy(), editedBy)));
    }

    @Override
    protected String urnType() {
        return TYPE;
    }

    LocalizedText title() {
        return title;
    }

    ProjectState state() {
        return ProjectState.of(state, resumeTo);
    }

    boolean counted() {
        return countsTowardAggregate;
    }

    List<Urn> siteUrns() {
        return sites.stream().map(site -> new Urn(Sites.TYPE, site)).toList();
    }

    private List<Commitment> commitments() {
        return commitments.stream().map(CommitmentRow::toCommitment).toList();
    }

    private List<Holding> holdings() {
        return holdings.stream().map(HoldingRow::toHolding).toList();
    }

    private @Nullable Money paid() {
        return paidAmount == null || paidCurrency == null ? null : new Money(paidAmount, paidCurrency, null, null);
    }

    /** The lists of the project, to be fetched one after the other. */
    List<List<?>> parts() {
        return List.of(sectors, sites, participants, keyDates, capacity, commitments, holdings);
    }
}
