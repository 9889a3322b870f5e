package org.ckep.policy.priority;

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

/** What is particular to priorities. */
@ApplicationScoped
class PriorityService implements RecordFeature<Priority, NewPriority, PriorityView> {
    static final Kind KIND = new Kind("priority", "PRI", "v1/priorities", "priority");

    RecordQuery<Priority> query(Viewer viewer, PriorityFilter filter) {
        return RecordQuery.of(Priority.class, viewer).whereContains("r.sectors", "sector", filter.sector());
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Class<Priority> type() {
        return Priority.class;
    }

    @Override
    public Class<NewPriority> contentType() {
        return NewPriority.class;
    }

    @Override
    public Uni<Void> check(Mutiny.Session session, Change<Priority> change, NewPriority content) {
        new Faults()
                .plain("/title", content.title())
                .date("/validFrom", content.validFrom())
                .date("/validTo", content.validTo())
                .inOrder("/validTo", content.validFrom(), content.validTo())
                .sectors("/sectors", content.sectorCodes())
                .refuseAny();
        return Uni.createFrom().voidItem();
    }

    @Override
    public Priority make(UUID id, RecordHead head, NewPriority content) {
        return new Priority(id, head, content);
    }

    @Override
    public void become(Priority record, NewPriority content) {
        record.become(content);
    }

    @Override
    public Uni<NewPriority> content(Mutiny.Session session, Viewer viewer, Priority record) {
        return Uni.createFrom().item(record.content());
    }

    @Override
    public Uni<List<PriorityView>> views(
            Mutiny.Session session, Viewer viewer, List<Priority> records, boolean withHead) {
        return Uni.createFrom()
                .item(records.stream()
                        .map(priority -> PriorityView.of(priority, withHead))
                        .toList());
    }

    @Override
    public void describe(Priority record, EventData data) {
        data.with("rank", record.content().rank());
    }

    @Override
    public List<String> sectors(Priority record) {
        return record.content().sectorCodes();
    }
}
