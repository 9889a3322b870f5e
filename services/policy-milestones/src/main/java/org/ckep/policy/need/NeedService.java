package org.ckep.policy.need;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.policy.register.Directory;
import org.ckep.policy.register.Faults;
import org.ckep.policy.register.Kind;
import org.ckep.policy.register.PolicyRecord;
import org.ckep.policy.register.RecordFeature;
import org.ckep.records.RecordHead;
import org.ckep.records.RecordQuery;
import org.ckep.records.RecordVisibility;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** What is particular to needs: their coverage is counted from the links of what answers them. */
@ApplicationScoped
class NeedService implements RecordFeature<Need, NewNeed, NeedView> {
    static final Kind KIND = new Kind("need", "NED", "v1/needs", "need");

    /** States and stages in which a record answers nothing any more. */
    private static final Set<String> GIVEN_UP = Set.of("CANCELLED", "SUPERSEDED", "ABANDONED", "TERMINATED");

    private final Directory directory;

    NeedService(Directory directory) {
        this.directory = directory;
    }

    RecordQuery<Need> query(Viewer viewer, NeedFilter filter) {
        RecordQuery<Need> query =
                RecordQuery.of(Need.class, viewer).whereContains("r.sectors", "sector", filter.sector());
        if (filter.covered() != null) {
            query.where((filter.covered() ? "" : "not ") + isCovered(viewer));
        }
        return query;
    }

    /** True where a record that the viewer may read answers the need and was not given up. */
    private static String isCovered(Viewer viewer) {
        return "(" + isAnsweredBy(viewer, "milestone.Milestone", "m.state not in (CANCELLED, SUPERSEDED)") + " or "
                + isAnsweredBy(viewer, "mechanism.Mechanism", "1 = 1") + " or "
                + isAnsweredBy(viewer, "instrument.Instrument", "m.stage not in (ABANDONED, TERMINATED, SUPERSEDED)")
                + ")";
    }

    /** The condition on the other record's head has the same parameters as that on the need's own. */
    private static String isAnsweredBy(Viewer viewer, String entity, String stillCounts) {
        return "exists (select 1 from Answer a, org.ckep.policy." + entity
                + " m where a.needId = r.id and a.answeringId = m.id and " + stillCounts + " and "
                + RecordVisibility.predicate(viewer, "m.head").condition() + ")";
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Class<Need> type() {
        return Need.class;
    }

    @Override
    public Class<NewNeed> contentType() {
        return NewNeed.class;
    }

    @Override
    public Uni<Void> check(Mutiny.Session session, Change<Need> change, NewNeed content) {
        new Faults()
                .plain("/title", content.title())
                .plain("/statement", content.statement())
                .sectors("/sectors", content.sectorCodes())
                .refuseAny();
        return Uni.createFrom().voidItem();
    }

    @Override
    public Need make(UUID id, RecordHead head, NewNeed content) {
        return new Need(id, head, content);
    }

    @Override
    public void become(Need record, NewNeed content) {
        record.become(content);
    }

    @Override
    public Uni<NewNeed> content(Mutiny.Session session, Viewer viewer, Need record) {
        return Uni.createFrom().item(record.content());
    }

    @Override
    public Uni<List<NeedView>> views(Mutiny.Session session, Viewer viewer, List<Need> records, boolean withHead) {
        if (records.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        List<UUID> ids = records.stream().map(Need::id).toList();
        return session.createSelectionQuery(
                        "from Answer a where a.needId in :ids order by a.needId, a.answeringId", Answer.class)
                .setParameter("ids", ids)
                .getResultList()
                .chain(answers -> directory
                        .own(
                                session,
                                viewer,
                                answers.stream().map(Answer::answering).toList())
                        .map(found -> views(records, answers, found, withHead)));
    }

    private static List<NeedView> views(
            List<Need> needs, List<Answer> answers, Map<Urn, PolicyRecord> found, boolean withHead) {
        Map<UUID, List<Urn>> byNeed = answers.stream()
                .filter(answer -> counts(found.get(answer.answering())))
                .collect(Collectors.groupingBy(
                        Answer::needId, Collectors.mapping(Answer::answering, Collectors.toList())));
        return needs.stream()
                .map(need -> {
                    List<Urn> answering = byNeed.getOrDefault(need.id(), List.of());
                    return NeedView.of(
                            need,
                            new NeedView.Coverage(
                                    of(answering, "milestone"),
                                    of(answering, "mechanism"),
                                    of(answering, "instrument")),
                            withHead);
                })
                .toList();
    }

    private static boolean counts(@Nullable PolicyRecord answering) {
        return answering != null && (answering.stateName() == null || !GIVEN_UP.contains(answering.stateName()));
    }

    private static List<Urn> of(List<Urn> answering, String type) {
        return answering.stream().filter(urn -> urn.type().equals(type)).toList();
    }

    @Override
    public List<String> sectors(Need record) {
        return record.content().sectorCodes();
    }
}
