package org.ckep.policy.signoff;

import io.quarkus.keycloak.pep.runtime.VertxHttpFacade;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;

/**
 * Asks Keycloak's authorisation services whether the caller may sign off milestones, beside the role that the route demands
 * and before the rules about the single milestone. It is asked from the resource method, after routing, so that no trick
 * with a path leads around it; and only there, so that a Keycloak that does not answer affects nothing else.
 */
@ApplicationScoped
public class SignOffPermission {
    private final SignOffEnforcer enforcer;
    private final CurrentIdentityAssociation identities;
    private final CurrentVertxRequest requests;
    private final Semaphore places;

    SignOffPermission(
            SignOffEnforcer enforcer,
            CurrentIdentityAssociation identities,
            CurrentVertxRequest requests,
            SignOffConfig config) {
        this.enforcer = enforcer;
        this.identities = identities;
        this.requests = requests;
        this.places = new Semaphore(config.maxConcurrent());
    }

    /**
     * Completes where the caller may sign off.
     *
     * @return fails with FORBIDDEN where Keycloak denies it, and with UNAVAILABLE where Keycloak cannot be asked
     */
    public Uni<Void> require() {
        return identities.getDeferredIdentity().chain((SecurityIdentity identity) -> require(identity));
    }

    private Uni<Void> require(SecurityIdentity identity) {
        AccessTokenCredential credential = identity.getCredential(AccessTokenCredential.class);
        if (credential == null) {
            return Uni.createFrom()
                    .failure(new ProblemException(KernelProblem.UNAUTHENTICATED, "A sign-off needs an access token."));
        }
        // A Keycloak that hangs must not take the threads that other requests need.
        if (!places.tryAcquire()) {
            return Uni.createFrom().failure(unavailable());
        }
        VertxHttpFacade request = new VertxHttpFacade(requests.getCurrent(), credential.getToken(), 0);
        Context context = Objects.requireNonNull(Vertx.currentContext(), "requests run on a context of Vert.x");
        return UniHelper.toUni(context.executeBlocking(() -> enforcer.decide(request), false))
                .onTermination()
                .invoke(() -> places.release())
                .invoke(decision -> {
                    switch (decision) {
                        case GRANTED -> {}
                        case DENIED ->
                            throw new ProblemException(
                                    KernelProblem.FORBIDDEN, "The caller may not sign off milestones.");
                        case UNDECIDED -> throw unavailable();
                    }
                })
                .replaceWithVoid();
    }

    private static ProblemException unavailable() {
        return new ProblemException(
                KernelProblem.UNAVAILABLE,
                "Who may sign off cannot be decided at the moment; nothing was changed. Repeat the request later.");
    }
}
