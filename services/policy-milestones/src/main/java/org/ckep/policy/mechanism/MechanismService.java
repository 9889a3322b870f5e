package org.ckep.policy.mechanism;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.policy.need.Answers;
import org.ckep.policy.register.Directory;
import org.ckep.policy.register.EventData;
import org.ckep.policy.register.Faults;
import org.ckep.policy.register.Kind;
import org.ckep.policy.register.Parts;
import org.ckep.policy.register.RecordFeature;
import org.ckep.records.HeadView;
import org.ckep.records.RecordHead;
import org.ckep.records.RecordQuery;
import org.ckep.records.RecordVisibility;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** What is particular to mechanisms. */
@ApplicationScoped
class MechanismService implements RecordFeature<Mechanism, NewMechanism, MechanismView> {
    static final Kind KIND = new Kind("mechanism", "MEC", "v1/mechanisms", "mechanism");

    /** The sessions of mechanisms that were held, latest first, as far as the viewer may see. */
    private static final String SESSIONS =
            "select new org.ckep.policy.mechanism.MechanismService$Held(e.mechanismId, e.id, e.title, e.ordinal,"
                    + " e.startsOn, e.endsOn, e.endsLast) from org.ckep.policy.engagement.Engagement e where e.mechanismId"
                    + " in :ids and e.state in (HELD, MINUTES_AGREED) and ";

    private final Directory directory;
    private final Answers answers;

    MechanismService(Directory directory, Answers answers) {
        this.directory = directory;
        this.answers = answers;
    }

    /** A session that was held. */
    record Held(
            UUID mechanism,
            UUID engagement,
            LocalizedText title,
            @Nullable Integer ordinal,
            @Nullable FuzzyDate start,
            @Nullable FuzzyDate end,
            @Nullable LocalDate lastDay) {}

    RecordQuery<Mechanism> query(Viewer viewer, MechanismFilter filter) {
        return RecordQuery.of(Mechanism.class, viewer)
                .where("r.level = :level", "level", filter.level())
                .where(
                        "exists (select 1 from MechanismCounterpart c where c.recordId = r.id "
                                + "and c.organisation = :organisation)",
                        "organisation",
                        filter.organisation());
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Class<Mechanism> type() {
        return Mechanism.class;
    }

    @Override
    public Class<NewMechanism> contentType() {
        return NewMechanism.class;
    }

    @Override
    public Uni<Void> check(Mutiny.Session session, Change<Mechanism> change, NewMechanism content) {
        Faults faults = new Faults()
                .plain("/title", content.title())
                .plain("/establishedBy", content.establishedBy())
                .date("/establishedOn", content.establishedOn())
                .distinct("/counterparts", content.faces());
        if (content.names() != null) {
            faults.plain("/names/cn", content.names().cn())
                    .plain("/names/kr", content.names().kr());
        }
        List<Urn> organisations = new ArrayList<>();
        for (int i = 0; i < content.faces().size(); i++) {
            NewMechanism.Counterpart counterpart = content.faces().get(i);
            String pointer = "/counterparts/" + i;
            organisations.add(counterpart.organisation());
            faults.plain(pointer + "/office", counterpart.office())
                    .date(pointer + "/from", counterpart.from())
                    .date(pointer + "/to", counterpart.to())
                    .inOrder(pointer + "/to", counterpart.from(), counterpart.to());
        }
        faults.refuseAny();
        return directory
                .requireAll(session, change.viewer(), change.head().classification(), organisations, "/counterparts")
                .chain(() ->
                        answers.check(session, change.viewer(), change.head().classification(), content.answers()));
    }

    @Override
    public Mechanism make(UUID id, RecordHead head, NewMechanism content) {
        return new Mechanism(id, head, content);
    }

    @Override
    public void become(Mechanism record, NewMechanism content) {
        record.become(content);
    }

    @Override
    public Uni<Void> writeParts(
            Mutiny.Session session, Viewer viewer, Mechanism record, NewMechanism content, boolean isNew) {
        List<MechanismCounterpart> counterparts = new ArrayList<>();
        content.faces()
                .forEach(counterpart ->
                        counterparts.add(new MechanismCounterpart(record.id(), counterparts.size(), counterpart)));
        return Parts.replace(session, MechanismCounterpart.class, record, counterparts)
                .chain(() -> answers.write(session, record, content.answers()));
    }

    @Override
    public Uni<NewMechanism> content(Mutiny.Session session, Viewer viewer, Mechanism record) {
        return Parts.of(session, MechanismCounterpart.class, record)
                .chain(counterparts -> answers.of(session, List.of(record))
                        .map(needs -> record.content(
                                counterparts.stream()
                                        .map(MechanismCounterpart::toContent)
                                        .toList(),
                                needs.get(record.id()))));
    }

    @Override
    public Uni<List<MechanismView>> views(
            Mutiny.Session session, Viewer viewer, List<Mechanism> records, boolean withHead) {
        return Parts.of(session, MechanismCounterpart.class, records).chain(counterparts -> {
            List<Urn> organisations = counterparts.values().stream()
                    .flatMap(List::stream)
                    .map(counterpart -> counterpart.toContent().organisation())
                    .distinct()
                    .toList();
            return directory.titles(session, viewer, organisations).chain(names -> lastSessions(
                            session, viewer, records)
                    .chain(sessions -> answers.of(session, records).map(needs -> records.stream()
                            .map(mechanism -> view(
                                    mechanism,
                                    counterparts.getOrDefault(mechanism.id(), List.of()),
                                    names,
                                    sessions.get(mechanism.id()),
                                    needs.getOrDefault(mechanism.id(), List.of()),
                                    withHead))
                            .toList())));
        });
    }

    private static MechanismView view(
            Mechanism mechanism,
            List<MechanismCounterpart> counterparts,
            Map<Urn, LocalizedText> names,
            @Nullable Held last,
            List<Urn> answers,
            boolean withHead) {
        NewMechanism content = mechanism.content(List.of(), answers);
        return new MechanismView(
                mechanism.urn(),
                mechanism.head().displayId(),
                content.title(),
                content.names(),
                content.level(),
                content.periodicity(),
                content.establishedOn(),
                content.establishedBy(),
                counterparts.stream()
                        .map(MechanismCounterpart::toContent)
                        .map(counterpart -> new MechanismView.CounterpartView(
                                counterpart.side(),
                                counterpart.organisation(),
                                names.get(counterpart.organisation()),
                                counterpart.office(),
                                counterpart.from(),
                                counterpart.to()))
                        .toList(),
                last == null
                        ? null
                        : new MechanismView.Session(
                                new Urn("engagement", last.engagement()),
                                last.title(),
                                last.ordinal(),
                                last.start(),
                                last.end()),
                MechanismRules.nextDue(mechanism.periodicity(), last == null ? null : last.lastDay()),
                answers,
                content.unknown(),
                mechanism.head().sources(),
                mechanism.head().stewardship(),
                mechanism.head().classification().level(),
                HeadView.where(withHead, mechanism.head()));
    }

    private static Uni<Map<UUID, Held>> lastSessions(
            Mutiny.Session session, Viewer viewer, List<Mechanism> mechanisms) {
        if (mechanisms.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        RecordVisibility visibility = RecordVisibility.predicate(viewer, "e.head");
        Mutiny.SelectionQuery<Held> query = session.createSelectionQuery(
                SESSIONS + visibility.condition() + " order by e.endsLast desc nulls last, e.id", Held.class);
        return visibility
                .bind(query)
                .setParameter("ids", mechanisms.stream().map(Mechanism::id).toList())
                .getResultList()
                .map(sessions -> {
                    Map<UUID, Held> last = new LinkedHashMap<>();
                    sessions.forEach(held -> last.putIfAbsent(held.mechanism(), held));
                    return last;
                });
    }

    @Override
    public void describe(Mechanism record, EventData data) {
        data.with("level", record.content(List.of(), null).level());
    }
}
