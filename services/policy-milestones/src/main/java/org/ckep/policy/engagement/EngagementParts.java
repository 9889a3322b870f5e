package org.ckep.policy.engagement;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.ckep.kernel.id.Urn;
import org.ckep.policy.register.Parts;
import org.hibernate.reactive.mutiny.Mutiny;

/** What belongs to engagements beside their own columns. */
record EngagementParts(
        Map<UUID, List<EngagementHead>> heads,
        Map<UUID, List<EngagementParticipant>> participants,
        Map<UUID, List<EngagementOutcome>> outcomes,
        Map<UUID, List<EngagementFormerDate>> formerDates,
        Map<UUID, List<EngagementConsent>> consents) {

    static Uni<EngagementParts> of(Mutiny.Session session, Collection<Engagement> engagements) {
        return Parts.of(session, EngagementHead.class, engagements)
                .chain(heads -> Parts.of(session, EngagementParticipant.class, engagements)
                        .chain(participants -> Parts.of(session, EngagementOutcome.class, engagements)
                                .chain(outcomes -> Parts.of(session, EngagementFormerDate.class, engagements)
                                        .chain(dates -> consents(session, engagements)
                                                .map(consents -> new EngagementParts(
                                                        heads, participants, outcomes, dates, consents))))));
    }

    private static Uni<Map<UUID, List<EngagementConsent>>> consents(
            Mutiny.Session session, Collection<Engagement> engagements) {
        if (engagements.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return session.createSelectionQuery(
                        "from EngagementConsent c where c.recordId in :ids order by c.side", EngagementConsent.class)
                .setParameter("ids", engagements.stream().map(Engagement::id).toList())
                .getResultList()
                .map(found -> found.stream().collect(Collectors.groupingBy(EngagementConsent::recordId)));
    }

    NewEngagement contentOf(Engagement engagement) {
        UUID id = engagement.id();
        return engagement.content(
                heads.getOrDefault(id, List.of()).stream()
                        .map(EngagementHead::toContent)
                        .toList(),
                participants.getOrDefault(id, List.of()).stream()
                        .map(EngagementParticipant::toContent)
                        .toList(),
                outcomes.getOrDefault(id, List.of()).stream()
                        .map(EngagementOutcome::toContent)
                        .toList());
    }

    List<Urn> organisations() {
        return participants.values().stream()
                .flatMap(List::stream)
                .map(participant -> participant.toContent().organisation())
                .distinct()
                .toList();
    }

    /** Replaces heads, participants and outcomes. */
    static Uni<Void> write(Mutiny.Session session, Engagement engagement, NewEngagement content) {
        List<EngagementHead> heads = new ArrayList<>();
        content.leaders().forEach(head -> heads.add(new EngagementHead(engagement.id(), heads.size(), head)));
        List<EngagementParticipant> participants = new ArrayList<>();
        content.others()
                .forEach(other ->
                        participants.add(new EngagementParticipant(engagement.id(), participants.size(), other)));
        List<EngagementOutcome> outcomes = new ArrayList<>();
        content.results()
                .forEach(result -> outcomes.add(new EngagementOutcome(engagement.id(), outcomes.size(), result)));
        return Parts.replace(session, EngagementHead.class, engagement, heads)
                .chain(() -> Parts.replace(session, EngagementParticipant.class, engagement, participants))
                .chain(() -> Parts.replace(session, EngagementOutcome.class, engagement, outcomes));
    }
}
