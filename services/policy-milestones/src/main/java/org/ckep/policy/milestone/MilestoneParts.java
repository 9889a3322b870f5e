package org.ckep.policy.milestone;

import io.smallrye.mutiny.Uni;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.policy.register.Parts;
import org.ckep.records.HeadView;
import org.hibernate.reactive.mutiny.Mutiny;

/** What belongs to milestones beside their own columns, for a page of them at once. */
record MilestoneParts(
        Map<UUID, List<MilestoneDueDate>> dueDates,
        Map<UUID, List<MilestoneEvidence>> evidence,
        Map<UUID, List<MilestoneAssessment>> assessments,
        Map<UUID, List<MilestoneConsent>> consents) {

    static Uni<MilestoneParts> of(Mutiny.Session session, Collection<Milestone> milestones) {
        return Parts.of(session, MilestoneDueDate.class, milestones).chain(dueDates -> rows(
                        session, milestones, MilestoneEvidence.class, "p.recordedAt, p.id", MilestoneEvidence::recordId)
                .chain(evidence -> rows(
                                session, milestones, MilestoneAssessment.class, "p.side", MilestoneAssessment::recordId)
                        .chain(assessments -> rows(
                                        session,
                                        milestones,
                                        MilestoneConsent.class,
                                        "p.side",
                                        MilestoneConsent::recordId)
                                .map(consents -> new MilestoneParts(dueDates, evidence, assessments, consents)))));
    }

    private static <P> Uni<Map<UUID, List<P>>> rows(
            Mutiny.Session session,
            Collection<Milestone> milestones,
            Class<P> type,
            String order,
            Function<P, UUID> milestone) {
        if (milestones.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return session.createSelectionQuery(
                        "from " + type.getName() + " p where p.recordId in :ids order by " + order, type)
                .setParameter("ids", milestones.stream().map(Milestone::id).toList())
                .getResultList()
                .map(rows -> rows.stream().collect(Collectors.groupingBy(milestone)));
    }

    List<MilestoneConsent> consentsOf(Milestone milestone) {
        return consents.getOrDefault(milestone.id(), List.of());
    }

    List<MilestoneAssessment> assessmentsOf(Milestone milestone) {
        return assessments.getOrDefault(milestone.id(), List.of());
    }

    Map<Side, Assessment> declared(Milestone milestone) {
        Map<Side, Assessment> declared = new EnumMap<>(Side.class);
        assessmentsOf(milestone).forEach(one -> declared.put(one.side(), one.assessment()));
        return declared;
    }

    int numberOfEvidence(Milestone milestone) {
        return evidence.getOrDefault(milestone.id(), List.of()).size();
    }

    MilestoneView view(
            Milestone milestone,
            List<Dependencies.Linked> predecessors,
            List<Urn> answers,
            LocalDate today,
            boolean withHead) {
        NewMilestone content = milestone.content(answers);
        return new MilestoneView(
                milestone.urn(),
                milestone.head().displayId(),
                content.title(),
                content.type(),
                milestone.state(),
                flags(milestone, predecessors, today),
                content.owner(),
                content.due(),
                dueDates.getOrDefault(milestone.id(), List.of()).stream()
                        .map(MilestoneDueDate::toView)
                        .toList(),
                milestone.slips(),
                content.start(),
                content.metOn(),
                content.criteria(),
                content.sectorCodes(),
                content.subject(),
                evidence.getOrDefault(milestone.id(), List.of()).stream()
                        .map(MilestoneEvidence::toView)
                        .toList(),
                assessmentsOf(milestone).stream()
                        .map(MilestoneAssessment::toView)
                        .toList(),
                consentsOf(milestone).stream().map(MilestoneConsent::toView).toList(),
                answers,
                milestone.endReason(),
                milestone.supersededBy(),
                milestone.state().ocdsStatus(),
                content.unknown(),
                milestone.head().sources(),
                milestone.head().stewardship(),
                milestone.head().classification().level(),
                HeadView.where(withHead, milestone.head()));
    }

    private List<MilestoneFlag> flags(Milestone milestone, List<Dependencies.Linked> predecessors, LocalDate today) {
        List<MilestoneFlag> flags = new ArrayList<>();
        if (MilestoneFlags.isOverdue(milestone.state(), milestone.due(), today)) {
            flags.add(MilestoneFlag.OVERDUE);
        }
        if (milestone.state().isOpen()) {
            if (predecessors.stream().anyMatch(one -> MilestoneFlags.blocks(one, today))) {
                flags.add(MilestoneFlag.BLOCKED);
            }
            if (predecessors.stream()
                    .anyMatch(one -> DependencyGraph.isAtRisk(
                            one.link().type(), one.link().lagDays(), one.from().due(), milestone.due()))) {
                flags.add(MilestoneFlag.AT_RISK);
            }
        }
        if (MilestoneFlags.isContested(declared(milestone).values())) {
            flags.add(MilestoneFlag.CONTESTED);
        }
        return flags;
    }
}
