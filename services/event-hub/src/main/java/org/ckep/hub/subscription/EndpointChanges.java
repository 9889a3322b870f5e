package org.ckep.hub.subscription;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.Function;
import org.ckep.hub.delivery.Courier;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;

/** Changes by what deliveries show who they are: nothing is delivered until the endpoint has consented to the change. */
@ApplicationScoped
class EndpointChanges {
    private final SubscriptionStore store;
    private final Consents consents;
    private final Courier courier;

    EndpointChanges(SubscriptionStore store, Consents consents, Courier courier) {
        this.store = store;
        this.consents = consents;
        this.courier = courier;
    }

    /** The owner's webhook; fails for anything else. */
    Uni<Subscription> webhook(Owner owner, UUID id) {
        return store.within(owner, connection -> store.find(connection, owner, id))
                .invoke(EndpointChanges::requireWebhook);
    }

    /** Writes a change and asks the endpoint again, by what it is shown now. */
    Uni<Void> change(Owner owner, UUID id, Function<SqlConnection, Uni<Void>> write) {
        return store.within(owner, connection -> store.lock(connection, owner, id)
                        .invoke(EndpointChanges::requireWebhook)
                        .call(() -> write.apply(connection))
                        .call(() -> connection
                                .preparedQuery(
                                        "update sub_health set endpoint_since = clock_timestamp() where sub = $1")
                                .execute(Tuple.of(id)))
                        .call(found -> store.become(connection, found, State.PENDING, "consent-missing")))
                .chain(() -> consents.ask(owner, id))
                .invoke(courier::wake);
    }

    /** Deletes a row of a subscription; fails with NOT_FOUND where there is none. */
    static Uni<Void> delete(SqlConnection connection, String sql, UUID id) {
        return connection
                .preparedQuery(sql)
                .execute(Tuple.of(id))
                .invoke(deleted -> {
                    if (deleted.rowCount() == 0) {
                        throw ProblemException.notFound();
                    }
                })
                .replaceWithVoid();
    }

    private static void requireWebhook(Subscription found) {
        if (!found.isWebhook()) {
            throw new ProblemException(
                    KernelProblem.STATE_FORBIDS, "Only a webhook has an endpoint that may ask who delivers.");
        }
    }
}
