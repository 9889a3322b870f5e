package org.ckep.investment.shareholding;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.ckep.investment.register.Coverage;
import org.ckep.investment.register.Names;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.OrgRef;
import org.ckep.records.RecordQuery;
import org.ckep.records.Register;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Follows shareholding histories upwards from an organisation, no further than the viewer may see. */
@ApplicationScoped
class ControlService {
    private final Register register;
    private final Names names;

    ControlService(Register register, Names names) {
        this.register = register;
        this.names = names;
    }

    /** What is asked. */
    record Question(
            Urn entity,
            ShareholdingKind kind,
            @Nullable Side side,
            LocalDate day,
            @Nullable Instant knownAt) {}

    Uni<Control> of(Viewer viewer, Question question) {
        return register.read(viewer, question.knownAt(), session -> ownership(session, viewer, question))
                .chain(ownership -> parts(question.entity(), ownership))
                .chain(parts -> register.read(
                        viewer, question.knownAt(), session -> control(session, viewer, question, parts)));
    }

    private static Uni<Ownership> ownership(Mutiny.Session session, Viewer viewer, Question question) {
        Ownership ownership = new Ownership(question.entity());
        return Multi.createBy()
                .repeating()
                .uni(() -> level(session, viewer, question, ownership))
                .whilst(followed -> !followed.next().isEmpty())
                .collect()
                .last();
    }

    private static Uni<Ownership> level(Mutiny.Session session, Viewer viewer, Question question, Ownership ownership) {
        // A history has at least one statement, so one too many of either shows in the number of statements.
        int most = ownership.statementsLeft() + 1;
        return RecordQuery.of(StoredShareholding.class, viewer)
                .whereAnyOf("r.entityUrn", "entities", ownership.next())
                .where("r.kind = :kind", "kind", question.kind())
                .where(question.side() == null ? "r.head.ownerSide is null" : "r.head.ownerSide is not null")
                .where("r.head.ownerSide = :side", "side", question.side())
                .list(session, most)
                .chain(found -> ShareholdingReader.entered(session, found, most).map(entered -> {
                    ownership.read(
                            entered.values().stream().mapToInt(List::size).sum());
                    ownership.add(holdings(standing(question.day(), found, entered)));
                    return ownership;
                }));
    }

    /** The statement that holds on the day; of several histories the one that was entered last. */
    private static Map<Urn, Statement> standing(
            LocalDate day, List<StoredShareholding> found, Map<UUID, List<Statement>> entered) {
        Map<Urn, Statement> standing = new LinkedHashMap<>();
        found.forEach(history -> new History(entered.getOrDefault(history.id(), List.of()))
                .on(day)
                .ifPresent(statement -> standing.merge(
                        history.entity(),
                        statement,
                        (one, other) -> other.recordedAt().isAfter(one.recordedAt()) ? other : one)));
        return standing;
    }

    /** Who holds at least how many percent by himself; of unnamed holders nothing follows. */
    private static Map<Urn, Map<Urn, Least>> holdings(Map<Urn, Statement> standing) {
        Map<Urn, Map<Urn, Least>> holdings = new LinkedHashMap<>();
        standing.forEach((entity, statement) -> {
            Map<Urn, Least> of = new LinkedHashMap<>();
            statement.holdings().forEach(holding -> {
                OrgRef holder = holding.holder();
                if (holder != null && holder.orgId() != null && holding.direct()) {
                    of.put(holder.orgId(), Least.of(holding.share()));
                }
            });
            holdings.put(entity, of);
        });
        return holdings;
    }

    /** Neither a connection nor the event loop waits for it. */
    private static Uni<List<ControlRules.Part>> parts(Urn entity, Ownership ownership) {
        Context context = Objects.requireNonNull(Vertx.currentContext(), "control is asked by a request");
        return Uni.createFrom().completionStage(() -> context.executeBlocking(
                        () -> ControlRules.parts(entity, ownership.holdings()), false)
                .toCompletionStage());
    }

    private Uni<Control> control(
            Mutiny.Session session, Viewer viewer, Question question, List<ControlRules.Part> parts) {
        return names.of(
                        session,
                        viewer,
                        parts.stream().map(part -> OrgRef.named(part.holder())).toList())
                .map(known -> new Control(
                        question.entity(),
                        question.kind(),
                        question.side(),
                        question.day(),
                        Coverage.VISIBLE_ONLY,
                        parts.stream()
                                .map(part -> new Control.Holder(
                                        part.holder(),
                                        known.get(part.holder()),
                                        part.direct(),
                                        part.total(),
                                        List.copyOf(part.through())))
                                .toList()));
    }
}
