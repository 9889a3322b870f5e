package org.ckep.records;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.record.Stewardship;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** What every record has beside its subject matter: who stands behind it, who may read it, since when it is known. */
@Embeddable
public class RecordHead {
    private String displayId;

    @Enumerated(EnumType.STRING)
    private Stewardship stewardship;

    @Enumerated(EnumType.STRING)
    private @Nullable Side ownerSide;

    @Enumerated(EnumType.STRING)
    private Classification.Level classificationLevel;

    @Enumerated(EnumType.STRING)
    private @Nullable Side classificationSide;

    private List<String> classificationAgencies;

    @Column(updatable = false)
    private Instant createdAt;

    @Column(updatable = false)
    private String createdBy;

    private Instant changedAt;

    private List<UUID> sourceIds;

    private List<String> guardsNotShown;

    @JdbcTypeCode(SqlTypes.JSON)
    private LocalIds localIds;

    /** The same ids in the form in which they are searched. */
    private List<String> localIdKeys;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected RecordHead() {}

    private RecordHead(
            Stewardship stewardship,
            @Nullable Side ownerSide,
            Classification classification,
            Clock clock,
            Viewer viewer,
            String displayId,
            List<Urn> sources,
            List<String> guardsNotShown,
            List<LocalId> localIds) {
        this.displayId = displayId;
        this.stewardship = stewardship;
        this.ownerSide = ownerSide;
        classify(classification);
        this.createdAt = clock.instant();
        this.createdBy = String.valueOf(viewer.subject());
        this.changedAt = createdAt;
        this.sourceIds = sources.stream().map(Urn::uuid).toList();
        this.guardsNotShown = List.copyOf(guardsNotShown);
        this.localIds = new LocalIds(localIds);
        this.localIdKeys = localIds.stream().map(LocalId::key).distinct().toList();
    }

    /**
     * The head of a record that is known from public sources alone; public, and no side stands behind it.
     *
     * @param sources where it was found, at least one
     * @param guardsNotShown names of the guards and invariants that the sources cannot prove
     * @throws ProblemException INVALID_VALUE without a source
     */
    public static RecordHead observed(
            Clock clock,
            Viewer viewer,
            String displayId,
            List<Urn> sources,
            List<String> guardsNotShown,
            List<LocalId> localIds) {
        if (sources.isEmpty()) {
            throw ProblemException.invalid("/sources", "required", "An observed record needs at least one source.");
        }
        return publicly(clock, viewer, displayId, sources, guardsNotShown, localIds);
    }

    /** The head of something public that no side stands behind; a source has no source itself. */
    static RecordHead publicly(
            Clock clock,
            Viewer viewer,
            String displayId,
            List<Urn> sources,
            List<String> guardsNotShown,
            List<LocalId> localIds) {
        return new RecordHead(
                Stewardship.OBSERVED,
                null,
                Classification.PUBLIC,
                clock,
                viewer,
                displayId,
                sources,
                guardsNotShown,
                localIds);
    }

    /**
     * The head of a record of the viewer's own side.
     *
     * @param classification who may read it; null for the ministries of the own side
     * @throws ProblemException FORBIDDEN where the viewer acts for no side, where he could not read the record himself,
     *     or where it would be public and he is no releaser (rule C2)
     */
    public static RecordHead unilateral(
            Clock clock,
            Viewer viewer,
            String displayId,
            @Nullable Classification classification,
            List<Urn> sources,
            List<LocalId> localIds) {
        Side side = viewer.side();
        if (side == null) {
            throw new ProblemException(KernelProblem.FORBIDDEN, "Only a side's own staff registers a side's records.");
        }
        Classification effective = classification == null ? Classification.side(side) : classification;
        requireMayClassify(viewer, effective);
        return new RecordHead(
                Stewardship.UNILATERAL, side, effective, clock, viewer, displayId, sources, List.of(), localIds);
    }

    /**
     * The head of a record that is the word of the viewer's own side, which that side alone reads at first (rules C2, C4):
     * further readers come by {@link #release}, which another person does.
     *
     * @param classification the own side or one of its ministries; null for the ministries of the own side
     * @throws ProblemException WIDER_THAN_OWN_SIDE at {@code /classification} for further readers, and as {@link #unilateral}
     */
    public static RecordHead forOwnSide(
            Clock clock,
            Viewer viewer,
            String displayId,
            @Nullable Classification classification,
            List<Urn> sources,
            List<LocalId> localIds) {
        if (viewer.side() != null
                && classification != null
                && classification.level().isReadByBothSides()) {
            throw Release.needed("the record's own route 'release'");
        }
        return unilateral(clock, viewer, displayId, classification, sources, localIds);
    }

    private static void requireMayClassify(Viewer viewer, Classification classification) {
        if (!viewer.mayRead(classification)) {
            throw new ProblemException(
                    KernelProblem.FORBIDDEN, "Nobody classifies a record so that he could not read it himself.");
        }
        if (classification.level() == Classification.Level.PUBLIC && !viewer.hasRole(Role.RELEASER)) {
            throw new ProblemException(KernelProblem.FORBIDDEN, "Only a releaser makes a record public.");
        }
    }

    private void classify(Classification classification) {
        this.classificationLevel = classification.level();
        this.classificationSide = ClassificationColumns.side(classification);
        this.classificationAgencies = ClassificationColumns.agencies(classification);
    }

    public String displayId() {
        return displayId;
    }

    public Stewardship stewardship() {
        return stewardship;
    }

    /** The side that stands behind the record, null where none or both do. */
    public @Nullable Side ownerSide() {
        return ownerSide;
    }

    public Classification classification() {
        return ClassificationColumns.read(classificationLevel, classificationSide, classificationAgencies);
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** The subject of the token that created the record; never shown, but a checker must be another one. */
    public String createdBy() {
        return createdBy;
    }

    public Instant changedAt() {
        return changedAt;
    }

    /** The sources of the record as a whole, as URNs of this service's sources. */
    public List<Urn> sources() {
        return sourceIds.stream().map(id -> new Urn(Sources.TYPE, id)).toList();
    }

    /** The guards and invariants that the sources could not prove; a record becomes joint only without any. */
    public List<String> guardsNotShown() {
        return List.copyOf(guardsNotShown);
    }

    public List<LocalId> localIds() {
        return localIds.ids();
    }

    /** Lets the record rest on these sources from now on; check them with {@link Sources#require} first. */
    public void restsOn(List<Urn> sources) {
        this.sourceIds = sources.stream().map(Urn::uuid).toList();
    }

    /** Sets what is still not shown, for instance after a later source has proved a guard. */
    public void leavesNotShown(List<String> guards) {
        this.guardsNotShown = List.copyOf(guards);
    }

    /**
     * Makes it the record of both sides, which an agreed change set alone does: no side stands behind it alone any more.
     *
     * @throws IllegalStateException where its sources leave something unshown
     */
    public void becomeJoint() {
        if (!guardsNotShown.isEmpty()) {
            throw new IllegalStateException("nothing is skipped on a record of both sides: " + displayId);
        }
        this.stewardship = Stewardship.JOINT;
        this.ownerSide = null;
    }

    /**
     * Lets the viewer's side stand behind what nobody stood behind; everybody reads it as before, and what its sources left
     * unshown stays unshown. Who may do so is checked first.
     *
     * @throws IllegalStateException where somebody stands behind it, or the viewer acts for no side
     */
    public void adopt(Viewer viewer) {
        Side side = viewer.side();
        if (stewardship != Stewardship.OBSERVED || side == null) {
            throw new IllegalStateException("only what nobody stands behind is adopted, by a side: " + displayId);
        }
        this.stewardship = Stewardship.UNILATERAL;
        this.ownerSide = side;
    }

    /**
     * Lets both sides read it, for good (rules C2, C3); the side that stands behind it stays the same. Who may do so, and
     * that both sides may read all that it refers to, is checked first.
     *
     * @throws IllegalStateException where it is not one side's own, or others than its side read it already
     */
    public void share() {
        if (stewardship != Stewardship.UNILATERAL || classificationSide == null) {
            throw new IllegalStateException("only what one side keeps to itself is shared: " + displayId);
        }
        this.stewardship = Stewardship.SHARED;
        classify(Classification.BILATERAL);
    }

    /**
     * Widens its readers, for good: what others have read is not taken back from them (rules C1 to C3). That a person releases
     * it who has not made it, and that all of the new readers may read what it refers to, {@link Release} checks.
     *
     * @throws ProblemException FORBIDDEN where the record is not the viewer's side's own, he could not read it himself
     *     afterwards or is no releaser; CLASSIFICATION_NOT_WIDER where one of its readers would be none any more, or none
     *     would come
     */
    public void release(Viewer viewer, Classification wider) {
        requireMayRelease(viewer, wider);
        classify(wider);
    }

    /** Fails as {@link #release}, and widens nothing. */
    void requireMayRelease(Viewer viewer, Classification wider) {
        requireMayChange(viewer);
        requireMayClassify(viewer, wider);
        if (!viewer.hasRole(Role.RELEASER)) {
            throw new ProblemException(KernelProblem.FORBIDDEN, "A releaser widens who may read a record.");
        }
        requireWider(wider);
    }

    /**
     * Widens the readers of a record of both sides, which an agreed change set alone does (rule C2).
     *
     * @throws ProblemException as {@link #requireWider}
     * @throws IllegalStateException where it is not one of both sides
     */
    public void releaseByBoth(Classification wider) {
        if (stewardship != Stewardship.JOINT) {
            throw new IllegalStateException("not a record of both sides: " + displayId);
        }
        requireWider(wider);
        classify(wider);
    }

    /**
     * Refuses a classification that takes readers away, or brings none.
     *
     * @throws ProblemException CLASSIFICATION_NOT_WIDER at {@code /classification}
     */
    public void requireWider(Classification wider) {
        Release.requireWider(classification(), wider);
    }

    /** Notes that the record was changed now. */
    public void changed(Clock clock) {
        this.changedAt = clock.instant();
    }

    /**
     * Refuses a change by somebody who does not stand behind the record.
     *
     * @throws ProblemException FORBIDDEN where the record is another side's; FORBIDDEN for a viewer without a side and
     *     without the role loader on an observed one
     */
    public void requireMayChange(Viewer viewer) {
        boolean allowed =
                switch (stewardship) {
                    case OBSERVED -> viewer.side() != null || viewer.hasRole(Role.LOADER);
                    case UNILATERAL, SHARED -> viewer.side() != null && viewer.side() == ownerSide;
                    case JOINT -> false;
                };
        if (!allowed) {
            throw new ProblemException(
                    KernelProblem.FORBIDDEN,
                    stewardship == Stewardship.JOINT
                            ? "This is a record of both sides; it changes by a change set that both agree on."
                            : "The caller does not stand behind this record.");
        }
    }
}
