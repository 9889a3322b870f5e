package org.ckep.policy.target;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.claim.Modality;
import org.ckep.policy.register.EventData;
import org.ckep.policy.register.Faults;
import org.ckep.policy.register.Kind;
import org.ckep.policy.register.RecordFeature;
import org.ckep.records.RecordHead;
import org.ckep.records.RecordQuery;
import org.hibernate.reactive.mutiny.Mutiny;

/** What is particular to targets. */
@ApplicationScoped
class TargetService implements RecordFeature<Target, NewTarget, TargetView> {
    static final Kind KIND = new Kind("target", "TGT", "v1/targets", "target");

    RecordQuery<Target> query(Viewer viewer, TargetFilter filter) {
        return RecordQuery.of(Target.class, viewer)
                .where("r.owner = :owner", "owner", filter.owner())
                .where(
                        "r.dueLast <= :dueBy",
                        "dueBy",
                        filter.dueBy() == null ? null : filter.dueBy().end())
                .whereContains("r.sectors", "sector", filter.sector())
                .where("r.metric = :metric", "metric", filter.metric())
                .where("r.modality = :modality", "modality", filter.modality());
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Class<Target> type() {
        return Target.class;
    }

    @Override
    public Class<NewTarget> contentType() {
        return NewTarget.class;
    }

    @Override
    public Uni<Void> check(Mutiny.Session session, Change<Target> change, NewTarget content) {
        Faults faults = new Faults()
                .plain("/title", content.title())
                .date("/due", content.due())
                .date("/baselineOn", content.baselineOn())
                .inOrder("/due", content.baselineOn(), content.due())
                .sectors("/sectors", content.sectorCodes())
                .add(TargetRules.wrongDirection(content.metric(), content.relation()));
        if (content.modality() == Modality.MEASURED || content.modality() == Modality.OPINION) {
            faults.add("/modality", "not-a-target", "What is " + content.modality() + " is no target.");
        }
        faults.refuseAny();
        return Uni.createFrom().voidItem();
    }

    @Override
    public Target make(UUID id, RecordHead head, NewTarget content) {
        return new Target(id, head, content);
    }

    @Override
    public void become(Target record, NewTarget content) {
        record.become(content);
    }

    @Override
    public Uni<NewTarget> content(Mutiny.Session session, Viewer viewer, Target record) {
        return Uni.createFrom().item(record.content());
    }

    @Override
    public Uni<List<TargetView>> views(Mutiny.Session session, Viewer viewer, List<Target> records, boolean withHead) {
        return Uni.createFrom()
                .item(records.stream()
                        .map(target -> TargetView.of(target, withHead))
                        .toList());
    }

    @Override
    public void describe(Target record, EventData data) {
        NewTarget content = record.content();
        data.with("owner", content.owner())
                .with("metric", content.metric())
                .with("relation", content.relation())
                .with("value", content.value())
                .with("due", content.due());
    }

    @Override
    public List<String> sectors(Target record) {
        return record.content().sectorCodes();
    }
}
