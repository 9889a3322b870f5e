package org.ckep.policy.instrument;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.Decision;
import org.ckep.policy.need.Answers;
import org.ckep.policy.register.ChangeOutcome;
import org.ckep.policy.register.Directory;
import org.ckep.policy.register.EventData;
import org.ckep.policy.register.Faults;
import org.ckep.policy.register.FourEyes;
import org.ckep.policy.register.HqlDates;
import org.ckep.policy.register.Kind;
import org.ckep.policy.register.Parts;
import org.ckep.policy.register.RecordFeature;
import org.ckep.policy.register.Refusals;
import org.ckep.policy.register.Register;
import org.ckep.records.RecordHead;
import org.ckep.records.RecordIds;
import org.ckep.records.RecordQuery;
import org.ckep.records.RecordVisibility;
import org.ckep.records.StoredResponse;
import org.ckep.web.IdempotencyKey;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** What is particular to instruments: stages, and the acts from which being in force follows. */
@ApplicationScoped
class InstrumentService implements RecordFeature<Instrument, NewInstrument, InstrumentView> {
    static final Kind KIND = new Kind("instrument", "INS", "v1/instruments", "instrument");

    private final Register register;
    private final Directory directory;
    private final Answers answers;
    private final Tracks tracks;

    InstrumentService(Register register, Directory directory, Answers answers, Tracks tracks) {
        this.register = register;
        this.directory = directory;
        this.answers = answers;
        this.tracks = tracks;
    }

    RecordQuery<Instrument> query(Viewer viewer, InstrumentFilter filter) {
        RecordQuery<Instrument> query = RecordQuery.of(Instrument.class, viewer)
                .where("r.kind = :kind", "kind", filter.kind())
                .where("r.level = :level", "level", filter.level())
                .whereContains("r.parties", "party", filter.party())
                .whereContains("r.sectors", "sector", filter.sector());
        List<InstrumentStage> stages = filter.stages();
        if (stages != null) {
            String asked = stageOn(register.today()) + " in :stages";
            query.where(
                    stages.contains(InstrumentStage.NEGOTIATING) ? asked + " or " + hasOpenTrack(viewer) : asked,
                    "stages",
                    stages.stream().map(Enum::name).toList());
        }
        if (filter.inForceOn() != null) {
            query.where(stageOn(filter.inForceOn()) + " in ('IN_FORCE', 'EFFECTIVE')");
        }
        return query;
    }

    private static String stageOn(LocalDate day) {
        return "function('instrument_stage' as String, r.id, cast(r.stage as String), cast(r.level as String),"
                + " r.parties, r.minParties, " + HqlDates.literal(day) + ")";
    }

    private static String hasOpenTrack(Viewer viewer) {
        return "exists (select 1 from NegotiationTrack t where t.instrumentId = r.id and t.state in (LAUNCHED, ACTIVE)"
                + " and "
                + RecordVisibility.predicate(viewer, "t.head").condition() + ")";
    }

    /** Records what a party did. */
    Uni<Response> addAct(Viewer viewer, IdempotencyKey key, String id, PartyAct act) {
        UUID uuid = RecordIds.parse(id, KIND.urnType());
        return register.once(viewer, key, act, session -> register.find(session, this, viewer, uuid)
                .invoke(instrument -> instrument.head().requireMayChange(viewer))
                .call(instrument ->
                        acts(session, instrument).chain(before -> addAct(session, viewer, instrument, before, act)))
                .chain(instrument -> view(session, viewer, instrument, false))
                .map(view -> StoredResponse.created(KIND.path() + "/" + uuid, view)));
    }

    private Uni<Void> addAct(
            Mutiny.Session session, Viewer viewer, Instrument instrument, List<PartyAct> before, PartyAct act) {
        InstrumentRules.Facts facts = instrument.facts(before);
        Faults faults = new Faults()
                .country("/party", act.party())
                .date("/depositedOn", act.depositedOn())
                .date("/effectiveOn", act.effectiveOn())
                .add(InstrumentRules.outOfOrder(facts, act));
        if (act.depositedOn() == null && act.effectiveOn() == null) {
            faults.add("/depositedOn", "date-missing", "An act has a day on which it was done or takes effect.");
        }
        if (facts.parties().isEmpty() || !facts.parties().contains(act.party())) {
            boolean mayBeMore = !instrument.content(null).hasAllParties();
            if (!mayBeMore) {
                faults.add("/party", "not-a-party", act.party() + " is no party to this instrument.");
            }
        }
        faults.refuseAny();
        InstrumentStage stageBefore = InstrumentRules.stageOn(facts, register.today());
        List<Urn> found = act.sources();
        return register.restOn(session, viewer, instrument, found)
                .chain(() -> session.persist(new StoredPartyAct(
                        instrument.id(), before.size(), act, register.clock().instant())))
                .chain(session::flush)
                .chain(() -> register.note(session, this, viewer, instrument, ChangeOutcome.done("party_act", null)))
                .chain(() -> acts(session, instrument))
                .chain(after -> announce(session, instrument, stageBefore, after));
    }

    /** Tells that the act has put the instrument into force. */
    private Uni<Void> announce(
            Mutiny.Session session, Instrument instrument, InstrumentStage before, List<PartyAct> acts) {
        InstrumentStage after = InstrumentRules.stageOn(instrument.facts(acts), register.today());
        if (after == before) {
            return Uni.createFrom().voidItem();
        }
        EventData data = register.eventData(instrument).with("state", after).with("previousState", before);
        describe(instrument, data);
        return register.publish(
                session,
                this,
                instrument,
                "stage_changed",
                instrument.head().classification(),
                sectors(instrument),
                data);
    }

    /** Declares a later stage. */
    Uni<InstrumentView> declare(
            Viewer viewer, String id, @Nullable String ifMatch, InstrumentStage to, @Nullable List<Urn> found) {
        return register.change(this, viewer, id, ifMatch, (session, instrument) -> acts(session, instrument)
                .map(acts -> {
                    FourEyes.requireMayMove(viewer, instrument);
                    InstrumentRules.Facts facts = instrument.facts(acts);
                    InstrumentStage before = InstrumentRules.stageOn(facts, register.today());
                    return switch (InstrumentRules.declare(facts, to, register.today())) {
                        case Decision.Refused<InstrumentStage> refused -> throw Refusals.of(refused, to);
                        case Decision.Unchanged<InstrumentStage> unchanged -> ChangeOutcome.NOTHING;
                        case Decision.Accepted<InstrumentStage> accepted -> {
                            instrument.reach(accepted.next());
                            yield ChangeOutcome.done("stage_changed", before.name());
                        }
                    };
                })
                .call(outcome -> outcome.verb() == null
                        ? Uni.createFrom().voidItem()
                        : register.restOn(session, viewer, instrument, found)));
    }

    private static Uni<List<PartyAct>> acts(Mutiny.Session session, Instrument instrument) {
        return Parts.of(session, StoredPartyAct.class, instrument)
                .map(acts -> acts.stream().map(StoredPartyAct::toAct).toList());
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Class<Instrument> type() {
        return Instrument.class;
    }

    @Override
    public Class<NewInstrument> contentType() {
        return NewInstrument.class;
    }

    @Override
    public Uni<Void> check(Mutiny.Session session, Change<Instrument> change, NewInstrument content) {
        RecordHead head = change.head();
        InstrumentContentRules.check(content, head, change.before()).refuseAny();
        List<Urn> parent = content.parent() == null ? List.of() : List.of(content.parent());
        return directory
                .requireAll(session, change.viewer(), head.classification(), parent, "/parent")
                .chain(() -> answers.check(session, change.viewer(), head.classification(), content.answers()));
    }

    @Override
    public Instrument make(UUID id, RecordHead head, NewInstrument content) {
        return new Instrument(id, head, content);
    }

    @Override
    public void become(Instrument record, NewInstrument content) {
        record.become(content);
    }

    @Override
    public Uni<Void> writeParts(
            Mutiny.Session session, Viewer viewer, Instrument record, NewInstrument content, boolean isNew) {
        return answers.write(session, record, content.answers());
    }

    @Override
    public Uni<NewInstrument> content(Mutiny.Session session, Viewer viewer, Instrument record) {
        return answers.of(session, List.of(record)).map(found -> record.content(found.get(record.id())));
    }

    @Override
    public Uni<List<InstrumentView>> views(
            Mutiny.Session session, Viewer viewer, List<Instrument> records, boolean withHead) {
        return Parts.of(session, StoredPartyAct.class, records).chain(acts -> tracks.of(
                        session, viewer, records.stream().map(Instrument::id).toList())
                .chain(notes -> answers.of(session, records).map(needs -> records.stream()
                        .map(instrument -> InstrumentViews.of(
                                instrument,
                                acts.getOrDefault(instrument.id(), List.of()),
                                notes.getOrDefault(instrument.id(), List.of()),
                                needs.getOrDefault(instrument.id(), List.of()),
                                register.today(),
                                withHead))
                        .toList())));
    }

    @Override
    public void describe(Instrument record, EventData data) {
        NewInstrument content = record.content(null);
        data.with("kind", content.kind()).with("level", content.level()).with("parties", content.partyCodes());
    }

    @Override
    public List<String> sectors(Instrument record) {
        return record.content(null).sectorCodes();
    }
}
