package org.ckep.partnerships.ranking;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.partnerships.organisation.OrganisationProblem;
import org.ckep.partnerships.organisation.OrganisationRef;
import org.ckep.partnerships.organisation.Organisations;
import org.ckep.partnerships.sector.Sectors;
import org.ckep.records.EventData;
import org.ckep.records.LocalIdentifiers;
import org.ckep.records.Readers;
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

/** Registers, reads and changes rank claims. */
@ApplicationScoped
class RankService {
    private final Register register;
    private final Rankings rankings;
    private final Organisations organisations;
    private final Sectors sectors;
    private final Sources sources;
    private final LocalIdentifiers localIds;
    private final MergePatch patches;

    RankService(
            Register register,
            Rankings rankings,
            Organisations organisations,
            Sectors sectors,
            Sources sources,
            LocalIdentifiers localIds,
            MergePatch patches) {
        this.register = register;
        this.rankings = rankings;
        this.organisations = organisations;
        this.sectors = sectors;
        this.sources = sources;
        this.localIds = localIds;
        this.patches = patches;
    }

    Uni<Page<RankView>> list(Viewer viewer, RankFilter filter, PageRequest page, boolean withHead) {
        return register.read(viewer, session -> rankings.page(session, viewer, filter, page)
                .chain(found -> rankings.views(session, viewer, found.data(), withHead)
                        .map(data -> new Page<>(data, found.next()))));
    }

    Uni<RankView> get(Viewer viewer, UUID id, boolean withHead) {
        return register.read(viewer, session -> rankings.get(session, viewer, id)
                .chain(claim -> view(session, viewer, claim, withHead)));
    }

    private Uni<RankView> view(Mutiny.Session session, Viewer viewer, RankClaim claim, boolean withHead) {
        return rankings.views(session, viewer, List.of(claim), withHead).map(List::getFirst);
    }

    Uni<Response> register(Viewer viewer, IdempotencyKey key, NewRankClaim request, boolean observed) {
        return register.once(viewer, key, request, session -> {
            RankContent content = request.content();
            RecordHead head = observed
                    ? register.observed(viewer, "RNK", content.sources(), List.of(), request.ids())
                    : register.unilateral(viewer, "RNK", request.classification(), content.sources(), request.ids());
            RankClaim claim = new RankClaim(register.newId(), head, content);
            return sources.require(session, viewer, content.sources(), head.classification(), "/sources")
                    .chain(() -> check(session, viewer, content, head.classification()))
                    .call(() -> localIds.requireFree(session, viewer, RankClaim.class, request.ids()))
                    .call(() -> session.persist(claim))
                    .call(organisation -> register.created(
                            session, viewer, claim, "rank_claim.registered", claim.sector(), data(claim, organisation)))
                    .chain(() -> view(session, viewer, claim, false))
                    .map(view -> StoredResponse.created("v1/rank-claims/" + claim.id(), view));
        });
    }

    /** The organisation that is ranked; fails where it is unknown, or its sector cannot be used. */
    private Uni<OrganisationRef> check(
            Mutiny.Session session, Viewer viewer, RankContent content, Classification classification) {
        content.requireSound();
        LocalDate day =
                content.asOf() == null ? register.today() : content.asOf().start();
        return sectors.requireValid(session, viewer, List.of(content.sector()), day, "/sector", false)
                .chain(() -> organisations.resolve(session, viewer, content.orgId()))
                .invoke(organisation -> {
                    if (organisation == null) {
                        String message = "There is no such organisation.";
                        throw new ProblemException(OrganisationProblem.ORGANISATION_UNKNOWN, message)
                                .withErrors(FieldError.at(
                                        "/orgId", OrganisationProblem.ORGANISATION_UNKNOWN.slug(), message));
                    }
                    Readers.requireAllMayRead(classification, organisation.classification(), "/orgId");
                });
    }

    Uni<RankView> change(Viewer viewer, UUID id, @Nullable String ifMatch, JsonNode patch) {
        return register.write(viewer, session -> rankings.get(session, viewer, id)
                .call(claim -> view(session, viewer, claim, false).chain(plain -> view(session, viewer, claim, true)
                        .invoke(withHead -> register.requireMatch(ifMatch, plain, withHead))))
                .call(claim -> {
                    claim.head().requireMayChange(viewer);
                    RankContent before = claim.content();
                    RankContent content = patches.apply(before, patch, RankContent.class);
                    if (content.equals(before)) {
                        return Uni.createFrom().voidItem();
                    }
                    return check(session, viewer, content, claim.head().classification())
                            .call(() -> register.restOnPatched(session, viewer, claim, content.sources()))
                            .invoke(() -> claim.become(content))
                            .chain(organisation -> register.changed(
                                    session,
                                    viewer,
                                    claim,
                                    "rank_claim.changed",
                                    claim.sector(),
                                    data(claim, organisation).noted(register.differing(before, content))));
                })
                .call(session::flush)
                .chain(claim -> view(session, viewer, claim, false)));
    }

    private static EventData data(RankClaim claim, OrganisationRef organisation) {
        RankContent content = claim.content();
        return EventData.of(claim, organisation.name())
                .with("orgId", organisation.urn())
                .with("metric", content.metric())
                .with("rank", content.rank())
                .with("level", content.level())
                .with("modality", content.modality());
    }
}
