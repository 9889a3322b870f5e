package org.ckep.partnerships.complementarity;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.access.Viewer;
import org.ckep.partnerships.sector.Sectors;
import org.ckep.records.EventData;
import org.ckep.records.LocalIdentifiers;
import org.ckep.records.RecordHead;
import org.ckep.records.Register;
import org.ckep.records.Sources;
import org.ckep.records.StoredResponse;
import org.ckep.web.IdempotencyKey;
import org.ckep.web.MergePatch;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Registers, reads and changes assessments of strengths. */
@ApplicationScoped
class ComplementarityService {
    private final Register register;
    private final Complementarities complementarities;
    private final Sectors sectors;
    private final Sources sources;
    private final LocalIdentifiers localIds;
    private final MergePatch patches;

    ComplementarityService(
            Register register,
            Complementarities complementarities,
            Sectors sectors,
            Sources sources,
            LocalIdentifiers localIds,
            MergePatch patches) {
        this.register = register;
        this.complementarities = complementarities;
        this.sectors = sectors;
        this.sources = sources;
        this.localIds = localIds;
        this.patches = patches;
    }

    Uni<Page<ComplementarityView>> list(
            Viewer viewer, ComplementarityFilter filter, PageRequest page, boolean withHead) {
        return register.read(viewer, session -> complementarities
                .page(session, viewer, filter, page)
                .map(found -> found.map(one -> ComplementarityView.of(one, withHead))));
    }

    Uni<ComplementarityView> get(Viewer viewer, UUID id, boolean withHead) {
        return register.read(viewer, session -> complementarities
                .get(session, viewer, id)
                .map(one -> ComplementarityView.of(one, withHead)));
    }

    Uni<Response> register(Viewer viewer, IdempotencyKey key, NewComplementarity request, boolean observed) {
        return register.once(viewer, key, request, session -> {
            ComplementarityContent content = request.content();
            RecordHead head = observed
                    ? register.observed(viewer, "CMP", content.sources(), List.of(), request.ids())
                    : register.unilateral(viewer, "CMP", request.classification(), content.sources(), request.ids());
            Complementarity made = new Complementarity(register.newId(), head, content);
            return sources.require(session, viewer, content.sources(), head.classification(), "/sources")
                    .chain(() -> check(session, viewer, content))
                    .chain(() -> localIds.requireFree(session, viewer, Complementarity.class, request.ids()))
                    .chain(() -> session.persist(made))
                    .chain(() -> register.created(
                            session, viewer, made, "complementarity.registered", made.sector(), data(made)))
                    .map(done -> StoredResponse.created(
                            "v1/complementarities/" + made.id(), ComplementarityView.of(made, false)));
        });
    }

    private Uni<Void> check(Mutiny.Session session, Viewer viewer, ComplementarityContent content) {
        content.requireSound();
        return sectors.requireValid(session, viewer, List.of(content.sector()), register.today(), "/sector", false)
                .replaceWithVoid();
    }

    Uni<ComplementarityView> change(Viewer viewer, UUID id, @Nullable String ifMatch, JsonNode patch) {
        return register.write(viewer, session -> complementarities
                .get(session, viewer, id)
                .call(one -> {
                    register.requireMatch(
                            ifMatch, ComplementarityView.of(one, false), ComplementarityView.of(one, true));
                    one.head().requireMayChange(viewer);
                    ComplementarityContent before = one.content();
                    ComplementarityContent content = patches.apply(before, patch, ComplementarityContent.class);
                    if (content.equals(before)) {
                        return Uni.createFrom().voidItem();
                    }
                    return check(session, viewer, content)
                            .chain(() -> register.restOnPatched(session, viewer, one, content.sources()))
                            .invoke(() -> one.become(content))
                            .chain(() -> register.changed(
                                    session,
                                    viewer,
                                    one,
                                    "complementarity.changed",
                                    one.sector(),
                                    data(one).noted(register.differing(before, content))));
                })
                .call(session::flush)
                .map(one -> ComplementarityView.of(one, false)));
    }

    private static EventData data(Complementarity one) {
        ComplementarityContent content = one.content();
        return EventData.of(one, content.strengths().getFirst())
                .with("sector", content.sector())
                .with("side", content.side())
                .with("strengths", content.strengths())
                .with("modality", content.modality());
    }
}
