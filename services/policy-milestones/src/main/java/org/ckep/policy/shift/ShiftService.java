package org.ckep.policy.shift;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.access.Viewer;
import org.ckep.policy.register.EventData;
import org.ckep.policy.register.Faults;
import org.ckep.policy.register.Kind;
import org.ckep.policy.register.RecordFeature;
import org.ckep.records.RecordHead;
import org.ckep.records.RecordQuery;
import org.hibernate.reactive.mutiny.Mutiny;

/** What is particular to shifts. */
@ApplicationScoped
class ShiftService implements RecordFeature<Shift, NewShift, ShiftView> {
    static final Kind KIND = new Kind("shift", "SHF", "v1/shifts", "shift");

    RecordQuery<Shift> query(Viewer viewer) {
        return RecordQuery.of(Shift.class, viewer);
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Class<Shift> type() {
        return Shift.class;
    }

    @Override
    public Class<NewShift> contentType() {
        return NewShift.class;
    }

    @Override
    public Uni<Void> check(Mutiny.Session session, Change<Shift> change, NewShift content) {
        new Faults()
                .plain("/title", content.title())
                .plain("/pastModel", content.pastModel())
                .plain("/newModel", content.newModel())
                .distinct("/pastContributions", content.contributions())
                .refuseAny();
        return Uni.createFrom().voidItem();
    }

    @Override
    public Shift make(UUID id, RecordHead head, NewShift content) {
        return new Shift(id, head, content);
    }

    @Override
    public void become(Shift record, NewShift content) {
        record.become(content);
    }

    @Override
    public Uni<NewShift> content(Mutiny.Session session, Viewer viewer, Shift record) {
        return Uni.createFrom().item(record.content());
    }

    @Override
    public Uni<List<ShiftView>> views(Mutiny.Session session, Viewer viewer, List<Shift> records, boolean withHead) {
        return Uni.createFrom()
                .item(records.stream()
                        .map(shift -> ShiftView.of(shift, withHead))
                        .toList());
    }

    @Override
    public void describe(Shift record, EventData data) {
        data.with("pastModel", record.content().pastModel())
                .with("newModel", record.content().newModel());
    }
}
