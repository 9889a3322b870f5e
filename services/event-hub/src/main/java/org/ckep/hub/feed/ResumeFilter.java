package org.ckep.hub.feed;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import org.ckep.hub.log.ReaderLogs;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.web.CurrentViewer;
import org.ckep.web.FilterPriorities;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Reads the cursor of a stream before the stream begins: the framework writes the head of a streamed answer before it
 * asks for the first event, so a wrong cursor could no longer be answered with a problem there.
 */
class ResumeFilter {
    private final FeedReader reader;
    private final ReaderLogs logs;
    private final CurrentViewer currentViewer;
    private final CurrentIdentityAssociation identities;
    private final ResumePoint resumePoint;

    ResumeFilter(
            FeedReader reader,
            ReaderLogs logs,
            CurrentViewer currentViewer,
            CurrentIdentityAssociation identities,
            ResumePoint resumePoint) {
        this.reader = reader;
        this.logs = logs;
        this.currentViewer = currentViewer;
        this.identities = identities;
        this.resumePoint = resumePoint;
    }

    /** Last of the filters: who asks and which parameters are known is settled. */
    @Resumable
    @ServerRequestFilter(priority = FilterPriorities.IDEMPOTENCY + 100)
    Uni<Response> resolve(ContainerRequestContext request) {
        EventStreams.Known after = EventStreams.resumedAfter(request);
        String log = request.getUriInfo().getQueryParameters().getFirst("log");
        return identities
                .getDeferredIdentity()
                .invoke(identity -> resumePoint.until(EventStreams.end(identity)))
                .chain(() ->
                        logs.of(currentViewer.get(), log, reason -> ProblemException.invalidParameter("log", reason)))
                .invoke(resumePoint::reads)
                .chain(audience -> reader.start(audience, after.parameter(), after.value()))
                .invoke(resumePoint::from)
                .onFailure(FeedReader::isExpired)
                .recoverWithUni(expired -> {
                    resumePoint.expired(String.valueOf(
                            ((ProblemException) expired).members().get("earliest")));
                    return Uni.createFrom().nullItem();
                })
                .map(resolved -> null);
    }
}
