package org.ckep.policy.links;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.policy.register.Directory;
import org.ckep.policy.register.Kind;
import org.ckep.policy.register.PolicyRecord;
import org.ckep.records.RecordIds;
import org.ckep.records.RecordTransactions;
import org.ckep.records.RecordVisibility;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * What is linked with a record: the records of this service that refer to it, directly or through its negotiation tracks,
 * as far as the viewer may see. What the record itself refers to stands in its own view.
 */
@ApplicationScoped
public class Links {
    /** Most links of one kind; far above any real number. */
    private static final int MOST = 1000;

    private static final String HOLDS = "cast(sql('(? @> array[cast(? as text)])', x.%s, :name) as Boolean) = true";

    private final RecordTransactions transactions;
    private final Directory directory;

    Links(RecordTransactions transactions, Directory directory) {
        this.transactions = transactions;
        this.directory = directory;
    }

    /**
     * A linked record.
     *
     * @param relation what it is to the record, such as {@code track} or {@code successor}
     * @param state its state, absent for a record without one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Link")
    public record Link(
            String relation,
            Urn urn,
            LocalizedText title,
            @Nullable String state) {}

    /**
     * The links of a record.
     *
     * @param title its title, absent for a record of another service
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Links", examples = View.EXAMPLE)
    public record View(Urn urn, @Nullable LocalizedText title, List<Link> links) {
        static final String EXAMPLE = """
            {"urn": "urn:ckep:instrument:8b9f6f0e-3d5a-4a53-9a0e-0f5c8f0a7d11", \
            "title": {"en": {"text": "Free trade agreement", "status": "ORIGINAL"}}, \
            "links": [{"relation": "track", "urn": "urn:ckep:track:1d0ad2b1-7e21-4f6a-8a07-2f5c9f0b6c11", \
            "title": {"en": {"text": "Second phase: services and investment", "status": "ORIGINAL"}}, \
            "state": "ACTIVE"}]}\
            """;
    }

    /** A question for records of one kind, {@code x}; its condition uses {@code id}, {@code urn} or {@code name}. */
    private record Question(String relation, String entity, String urnType, String state, String condition) {}

    /** The links of a record of this service. Fails with NOT_FOUND where there is none, or none that the viewer may know. */
    public Uni<View> of(Viewer viewer, String id, Kind kind) {
        Urn urn = new Urn(kind.urnType(), RecordIds.parse(id, kind.urnType()));
        return transactions.read(
                viewer, session -> directory.own(session, viewer, List.of(urn)).chain(found -> {
                    PolicyRecord record = found.get(urn);
                    return record == null
                            ? Uni.createFrom().failure(org.ckep.kernel.problem.ProblemException.notFound())
                            : links(session, viewer, urn).map(links -> new View(urn, record.title(), links));
                }));
    }

    /** The links of whatever the URN names, here or in another service. */
    Uni<View> of(Viewer viewer, Urn urn) {
        return transactions.read(viewer, session -> directory
                .titles(session, viewer, List.of(urn))
                .chain(titles -> links(session, viewer, urn).map(links -> new View(urn, titles.get(urn), links))));
    }

    private static Uni<List<Link>> links(Mutiny.Session session, Viewer viewer, Urn urn) {
        return ask(session, viewer, urn, questions(urn)).chain(links -> {
            List<Urn> tracks = links.stream()
                    .filter(link -> link.relation().equals("track"))
                    .map(Link::urn)
                    .toList();
            return Multi.createFrom()
                    .iterable(tracks)
                    .onItem()
                    .transformToUniAndConcatenate(track -> ask(session, viewer, track, questions(track)))
                    .collect()
                    .in(() -> new ArrayList<>(links), List::addAll);
        });
    }

    private static Uni<List<Link>> ask(Mutiny.Session session, Viewer viewer, Urn urn, List<Question> questions) {
        return Multi.createFrom()
                .iterable(questions)
                .onItem()
                .transformToUniAndConcatenate(question -> ask(session, viewer, urn, question))
                .collect()
                .in(ArrayList::new, List::addAll);
    }

    private static Uni<List<Link>> ask(Mutiny.Session session, Viewer viewer, Urn urn, Question question) {
        RecordVisibility visibility = RecordVisibility.predicate(viewer, "x.head");
        Mutiny.SelectionQuery<Object[]> query = visibility.bind(session.createSelectionQuery(
                        "select x.id, x.title, " + question.state() + " from " + question.entity() + " x where "
                                + question.condition() + " and " + visibility.condition()
                                + " order by x.head.createdAt, x.id",
                        Object[].class)
                .setMaxResults(MOST));
        if (question.condition().contains(":id")) {
            query.setParameter("id", urn.uuid());
        }
        if (question.condition().contains(":urn")) {
            query.setParameter("urn", urn);
        }
        if (question.condition().contains(":name")) {
            query.setParameter("name", urn.toString());
        }
        return query.getResultList().map(rows -> rows.stream()
                .map(row -> new Link(
                        question.relation(),
                        new Urn(question.urnType(), (UUID) row[0]),
                        (LocalizedText) row[1],
                        row[2] == null ? null : row[2].toString()))
                .toList());
    }

    private static List<Question> questions(Urn urn) {
        List<Question> questions = new ArrayList<>();
        questions.add(milestone("milestone", "x.subject = :urn"));
        questions.add(milestone(
                "met-by", "exists (select 1 from MilestoneEvidence e where e.recordId = x.id and e.ref = :urn)"));
        questions.add(engagement(
                "outcome-of", "exists (select 1 from EngagementOutcome o where o.recordId = x.id and o.ref = :urn)"));
        questions.add(challenge("indicated-challenge", HOLDS.formatted("indicators")));
        questions.add(challenge("mitigated-challenge", HOLDS.formatted("mitigations")));
        switch (urn.type()) {
            case "instrument" -> {
                questions.add(new Question("track", "NegotiationTrack", "track", "x.state", "x.instrumentId = :id"));
                questions.add(new Question("part", "Instrument", "instrument", "x.stage", "x.parent = :urn"));
                questions.add(answered());
            }
            case "track" -> questions.add(engagement("round", "x.trackId = :id"));
            case "mechanism" -> {
                questions.add(engagement("session", "x.mechanismId = :id"));
                questions.add(answered());
            }
            case "engagement" ->
                questions.add(new Question("delegation", "Delegation", "delegation", "x.side", "x.engagementId = :id"));
            case "milestone" -> {
                questions.add(milestone(
                        "predecessor",
                        "exists (select 1 from MilestoneDependency d where d.toId = :id and d.fromId = x.id)"));
                questions.add(milestone(
                        "successor",
                        "exists (select 1 from MilestoneDependency d where d.fromId = :id and d.toId = x.id)"));
                questions.add(answered());
            }
            case "need" -> {
                questions.add(milestone("answer", answering()));
                questions.add(new Question("answer", "Mechanism", "mechanism", "x.level", answering()));
                questions.add(new Question("answer", "Instrument", "instrument", "x.stage", answering()));
            }
            case "measure" -> questions.add(challenge("challenge", "x.measureId = :id"));
            case "organisation" -> organisation(questions);
            default -> {}
        }
        return questions;
    }

    private static void organisation(List<Question> questions) {
        String part = "exists (select 1 from %s p where p.recordId = x.id and p.organisation = :urn)";
        questions.add(new Question(
                "counterpart-in", "Mechanism", "mechanism", "x.level", part.formatted("MechanismCounterpart")));
        questions.add(engagement("participant-of", part.formatted("EngagementParticipant")));
        questions.add(
                new Question("member-of", "Delegation", "delegation", "x.side", part.formatted("DelegationMember")));
        questions.add(new Question("affected-by", "Measure", "measure", "x.kind", HOLDS.formatted("organisations")));
    }

    private static Question milestone(String relation, String condition) {
        return new Question(relation, "Milestone", "milestone", "x.state", condition);
    }

    private static Question engagement(String relation, String condition) {
        return new Question(relation, "Engagement", "engagement", "x.state", condition);
    }

    private static Question challenge(String relation, String condition) {
        return new Question(relation, "Challenge", "challenge", "x.onSide", condition);
    }

    private static Question answered() {
        return new Question(
                "answered-need",
                "Need",
                "need",
                "cast(null as String)",
                "exists (select 1 from Answer a where a.answeringId = :id and a.needId = x.id)");
    }

    private static String answering() {
        return "exists (select 1 from Answer a where a.needId = :id and a.answeringId = x.id)";
    }
}
