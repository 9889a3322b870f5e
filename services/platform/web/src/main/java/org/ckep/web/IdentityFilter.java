package org.ckep.web;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Resolves who makes a request, for open operations too: a wrong or expired token is 401 everywhere and never taken for
 * no token. With a token the service's scope is demanded; without one only reading is possible, and what is
 * {@link WithoutToken}.
 */
class IdentityFilter {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final CurrentIdentityAssociation identities;
    private final CurrentViewer currentViewer;
    private final WebConfig config;

    IdentityFilter(CurrentIdentityAssociation identities, CurrentViewer currentViewer, WebConfig config) {
        this.identities = identities;
        this.currentViewer = currentViewer;
        this.config = config;
    }

    @ServerRequestFilter(priority = FilterPriorities.IDENTITY)
    Uni<Response> resolve(ContainerRequestContext request, ResourceInfo operation) {
        boolean reading = READING.contains(request.getMethod())
                || operation.getResourceMethod().isAnnotationPresent(WithoutToken.class);
        boolean hasCredentials = request.getHeaderString(HttpHeaders.AUTHORIZATION) != null;
        return identities.getDeferredIdentity().map(identity -> {
            currentViewer.set(viewer(identity, reading, hasCredentials));
            return null;
        });
    }

    private Viewer viewer(SecurityIdentity identity, boolean reading, boolean hasCredentials) {
        if (identity.isAnonymous()) {
            if (hasCredentials) {
                throw new ProblemException(
                        KernelProblem.UNAUTHENTICATED, "The Authorization header holds no bearer token.");
            }
            if (!reading) {
                throw new ProblemException(KernelProblem.UNAUTHENTICATED, "Changing anything needs an access token.");
            }
            return Viewer.PUBLIC;
        }
        AccessTokenCredential credential = identity.getCredential(AccessTokenCredential.class);
        if (credential == null) {
            throw new ProblemException(
                    KernelProblem.UNAUTHENTICATED, "The caller was not identified by an access token.");
        }
        TokenClaims claims = TokenClaims.of(credential.getToken());
        Viewer viewer = claims.viewer(identity.getRoles());
        config.scope().map(scope -> scope + (reading ? ":read" : ":write")).ifPresent(scope -> {
            if (!claims.hasScope(scope)) {
                throw new ProblemException(
                                KernelProblem.INSUFFICIENT_SCOPE, "The access token lacks the scope '" + scope + "'.")
                        .withMember("scope", scope);
            }
        });
        return viewer;
    }
}
