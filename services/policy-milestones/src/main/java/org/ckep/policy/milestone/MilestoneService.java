package org.ckep.policy.milestone;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.policy.need.Answers;
import org.ckep.policy.register.Directory;
import org.ckep.policy.register.EventData;
import org.ckep.policy.register.Faults;
import org.ckep.policy.register.Guard;
import org.ckep.policy.register.Kind;
import org.ckep.policy.register.Parts;
import org.ckep.policy.register.RecordFeature;
import org.ckep.policy.register.Register;
import org.ckep.records.RecordHead;
import org.ckep.records.RecordQuery;
import org.ckep.records.RecordVisibility;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** What is particular to milestones as records; how they move is in {@link MilestoneMoves}. */
@ApplicationScoped
class MilestoneService implements RecordFeature<Milestone, NewMilestone, MilestoneView> {
    static final Kind KIND = new Kind("milestone", "MIL", "v1/milestones", "milestone");

    private final Register register;
    private final Directory directory;
    private final Answers answers;
    private final Dependencies dependencies;

    MilestoneService(Register register, Directory directory, Answers answers, Dependencies dependencies) {
        this.register = register;
        this.directory = directory;
        this.answers = answers;
        this.dependencies = dependencies;
    }

    RecordQuery<Milestone> query(Viewer viewer, MilestoneFilter filter) {
        RecordQuery<Milestone> query = RecordQuery.of(Milestone.class, viewer)
                .whereAnyOf("r.state", "states", filter.states())
                .where("r.type = :type", "type", filter.type())
                .where("r.owner = :owner", "owner", filter.owner())
                .whereContains("r.sectors", "sector", filter.sector())
                .where("r.subject = :subject", "subject", filter.subject())
                .where(
                        "r.dueLast <= :dueBy",
                        "dueBy",
                        filter.dueBy() == null ? null : filter.dueBy().end());
        if (filter.flag() != null) {
            query.where(MilestoneFlags.condition(
                    filter.flag(), RecordVisibility.predicate(viewer, "p.head"), register.todayInBoth()));
        }
        return query;
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Class<Milestone> type() {
        return Milestone.class;
    }

    @Override
    public Class<NewMilestone> contentType() {
        return NewMilestone.class;
    }

    @Override
    public Uni<Void> check(Mutiny.Session session, Change<Milestone> change, NewMilestone content) {
        Faults faults = new Faults()
                .plain("/title", content.title())
                .plain("/criteria", content.criteria())
                .date("/due", content.due())
                .date("/start", content.start())
                .inOrder("/due", content.start(), content.due())
                .sectors("/sectors", content.sectorCodes());
        Evidence.check(faults, content.shown(), "/evidence");
        Milestone before = change.before();
        if (before == null) {
            beginning(faults, change.head(), content);
        } else {
            changing(faults, change.head(), before, content);
        }
        faults.refuseAny();
        List<Urn> subject = content.subject() == null ? List.of() : List.of(content.subject());
        Viewer viewer = change.viewer();
        return directory
                .requireAll(session, viewer, change.head().classification(), subject, "/subject")
                .chain(() -> directory.requireAll(
                        session, viewer, change.head().classification(), Evidence.refs(content.shown()), "/evidence"))
                .chain(() -> answers.check(session, viewer, change.head().classification(), content.answers()));
    }

    private void beginning(Faults faults, RecordHead head, NewMilestone content) {
        MilestoneState state = content.state() == null ? MilestoneState.DRAFT : content.state();
        boolean met = state == MilestoneState.MET;
        if (content.metOn() != null && (!met || content.metOn().isAfter(register.today()))) {
            faults.add("/metOn", "not-met", "Only what is met has such a day, and it does not lie in the future.");
        }
        if (head.stewardship() != Stewardship.OBSERVED) {
            if (state != MilestoneState.DRAFT) {
                faults.add("/state", "not-a-beginning", "A side's own milestone begins as DRAFT.");
            }
            return;
        }
        if (state == MilestoneState.CANCELLED || state == MilestoneState.SUPERSEDED) {
            faults.add("/state", "not-observable", "Why it ended and what replaces it would be missing.");
        }
        boolean proposed = state != MilestoneState.DRAFT;
        faults.guard(!proposed || content.due() != null, Guard.DUE, head, "/due", "A due date is missing.")
                .guard(!proposed || content.owner() != null, Guard.OWNER, head, "/owner", "An owner is missing.")
                .guard(
                        !proposed || content.criteria() != null,
                        Guard.CRITERIA,
                        head,
                        "/criteria",
                        "Criteria are missing.")
                .guard(!met || content.metOn() != null, Guard.MET_ON, head, "/metOn", "The day is missing.")
                .guard(!met, Guard.ASSESSMENTS, head, "/state", "No side has signed it off here.");
        if (met && content.shown().isEmpty()) {
            faults.add("/evidence", "evidence-missing", "Met needs evidence.");
        }
    }

    /** Once agreed, the core of a milestone changes only with the consent of those concerned. */
    private static void changing(Faults faults, RecordHead head, Milestone before, NewMilestone content) {
        NewMilestone old = before.content(null);
        if (content.state() != before.state()) {
            faults.add("/state", "moved-by-transition", "A state is reached by a transition, not by a patch.");
        }
        if (!Objects.equals(content.metOn(), old.metOn())) {
            faults.add("/metOn", "signed-off", "The day comes with the sign-off.");
        }
        if (content.evidence() != null) {
            faults.add("/evidence", "only-added", "Evidence is added by itself and never replaced.");
        }
        boolean open = before.state() == MilestoneState.DRAFT
                || before.state() == MilestoneState.PROPOSED
                || head.stewardship() == Stewardship.OBSERVED;
        if (!open) {
            frozen(faults, "/due", old.due(), content.due());
            frozen(faults, "/owner", old.owner(), content.owner());
            frozen(faults, "/criteria", old.criteria(), content.criteria());
            frozen(faults, "/type", old.type(), content.type());
            frozen(faults, "/title", old.title(), content.title());
        } else if (old.due() != null && content.due() == null) {
            faults.add("/due", "only-added", "A due date is followed by another one, not taken away.");
        }
        if (before.state() == MilestoneState.PROPOSED && head.stewardship() != Stewardship.OBSERVED) {
            if (content.owner() == null) {
                faults.add("/owner", "proposal-incomplete", "A proposal has an owner.");
            }
            if (content.criteria() == null) {
                faults.add("/criteria", "proposal-incomplete", "A proposal has criteria.");
            }
        }
    }

    private static void frozen(Faults faults, String pointer, @Nullable Object before, @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            faults.add(
                    pointer,
                    "agreed",
                    pointer.equals("/due")
                            ? "What is agreed is deferred by a transition, with the consent of those concerned."
                            : "What is agreed is not changed by one side alone.");
        }
    }

    @Override
    public Milestone make(UUID id, RecordHead head, NewMilestone content) {
        return new Milestone(id, head, content);
    }

    @Override
    public void become(Milestone record, NewMilestone content) {
        record.become(content);
    }

    @Override
    public Uni<Void> writeParts(
            Mutiny.Session session, Viewer viewer, Milestone record, NewMilestone content, boolean isNew) {
        Object[] evidence = content.shown().stream()
                .map(one -> new MilestoneEvidence(
                        record.id(), viewer.side(), one, register.clock().instant()))
                .toArray();
        return addDueDate(session, record, null)
                .chain(() -> session.persistAll(evidence))
                .chain(() -> answers.write(session, record, content.answers()));
    }

    /** Rule M3: adds the milestone's due date to its history where it is another one than the last. */
    Uni<Void> addDueDate(Mutiny.Session session, Milestone milestone, @Nullable String reason) {
        FuzzyDate due = milestone.due();
        if (due == null) {
            return Uni.createFrom().voidItem();
        }
        return Parts.of(session, MilestoneDueDate.class, milestone).chain(history -> {
            boolean known =
                    !history.isEmpty() && history.getLast().toView().due().equals(due);
            return known
                    ? Uni.createFrom().voidItem()
                    : session.persist(new MilestoneDueDate(
                            milestone.id(),
                            history.size(),
                            due,
                            reason,
                            register.clock().instant()));
        });
    }

    @Override
    public Uni<NewMilestone> content(Mutiny.Session session, Viewer viewer, Milestone record) {
        return answers.of(session, List.of(record)).map(found -> record.content(found.get(record.id())));
    }

    @Override
    public Uni<List<MilestoneView>> views(
            Mutiny.Session session, Viewer viewer, List<Milestone> records, boolean withHead) {
        List<UUID> ids = records.stream().map(Milestone::id).toList();
        return MilestoneParts.of(session, records)
                .chain(parts -> dependencies.into(session, viewer, ids).chain(links -> {
                    Map<UUID, List<Dependencies.Linked>> byMilestone = links.stream()
                            .collect(Collectors.groupingBy(
                                    linked -> linked.link().toId()));
                    return answers.of(session, records).map(needs -> records.stream()
                            .map(milestone -> parts.view(
                                    milestone,
                                    byMilestone.getOrDefault(milestone.id(), List.of()),
                                    needs.getOrDefault(milestone.id(), List.of()),
                                    register.todayInBoth(),
                                    withHead))
                            .toList());
                }));
    }

    @Override
    public void describe(Milestone record, EventData data) {
        NewMilestone content = record.content(null);
        data.with("type", content.type())
                .with("owner", content.owner())
                .with("due", content.due())
                .with("metOn", content.metOn())
                .with("subject", content.subject());
    }

    @Override
    public List<String> sectors(Milestone record) {
        return record.content(null).sectorCodes();
    }
}
