package org.ckep.policy.measure;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.policy.register.Directory;
import org.ckep.policy.register.EventData;
import org.ckep.policy.register.Faults;
import org.ckep.policy.register.Kind;
import org.ckep.policy.register.RecordFeature;
import org.ckep.records.Days;
import org.ckep.records.RecordHead;
import org.ckep.records.RecordQuery;
import org.hibernate.reactive.mutiny.Mutiny;

/** What is particular to measures. */
@ApplicationScoped
class MeasureService implements RecordFeature<Measure, NewMeasure, MeasureView> {
    static final Kind KIND = new Kind("measure", "MEA", "v1/measures", "measure");

    private final Directory directory;
    private final Clock clock;

    MeasureService(Directory directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    RecordQuery<Measure> query(Viewer viewer, MeasureFilter filter) {
        if (filter.hs() != null && !MeasureRules.isHsCode(filter.hs())) {
            throw ProblemException.invalidParameter(
                    "hs", "The parameter 'hs' must be a code of the Harmonized System with 2, 4 or 6 digits.");
        }
        return RecordQuery.of(Measure.class, viewer)
                .where("r.issuer = :issuer", "issuer", filter.issuer())
                .where("r.kind = :kind", "kind", filter.kind())
                .whereContains("r.sectors", "sector", filter.sector())
                .where("function('hs_touches', r.hs, :hs) = true", "hs", filter.hs())
                .where(
                        "r.inForceLast <= :day and (r.removedLast is null or r.removedLast > :day)",
                        "day",
                        filter.inForceOn());
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Class<Measure> type() {
        return Measure.class;
    }

    @Override
    public Class<NewMeasure> contentType() {
        return NewMeasure.class;
    }

    @Override
    public Uni<Void> check(Mutiny.Session session, Change<Measure> change, NewMeasure content) {
        Faults faults = new Faults()
                .plain("/title", content.title())
                .country("/issuer", content.issuer())
                .date("/announcedOn", content.announcedOn())
                .date("/inForceOn", content.inForceOn())
                .date("/removedOn", content.removedOn())
                .add(MeasureRules.wrongDates(content.inForceOn(), content.removedOn()))
                .sectors("/sectors", content.sectorCodes())
                .distinct("/hs", content.hsCodes())
                .distinct("/organisations", content.organisationUrns())
                .distinct("/affectedSides", content.sides());
        for (int i = 0; i < content.hsCodes().size(); i++) {
            if (!MeasureRules.isHsCode(content.hsCodes().get(i))) {
                faults.add(
                        "/hs/" + i,
                        "hs-malformed",
                        "'" + content.hsCodes().get(i)
                                + "' is not a code of the Harmonized System with 2, 4 or 6 digits.");
            }
        }
        faults.refuseAny();
        return directory.requireAll(
                session, change.viewer(), change.head().classification(), content.organisationUrns(), "/organisations");
    }

    @Override
    public Measure make(UUID id, RecordHead head, NewMeasure content) {
        return new Measure(id, head, content);
    }

    @Override
    public void become(Measure record, NewMeasure content) {
        record.become(content);
    }

    @Override
    public Uni<NewMeasure> content(Mutiny.Session session, Viewer viewer, Measure record) {
        return Uni.createFrom().item(record.content());
    }

    @Override
    public Uni<List<MeasureView>> views(
            Mutiny.Session session, Viewer viewer, List<Measure> records, boolean withHead) {
        LocalDate today = Days.inEither(clock);
        return Uni.createFrom()
                .item(records.stream()
                        .map(measure -> MeasureView.of(measure, today, withHead))
                        .toList());
    }

    @Override
    public void describe(Measure record, EventData data) {
        NewMeasure content = record.content();
        data.with("issuer", content.issuer())
                .with("kind", content.kind())
                .with("announcedOn", content.announcedOn())
                .with("inForceOn", content.inForceOn())
                .with("removedOn", content.removedOn())
                .with("hs", content.hsCodes());
    }

    @Override
    public List<String> sectors(Measure record) {
        return record.content().sectorCodes();
    }
}
