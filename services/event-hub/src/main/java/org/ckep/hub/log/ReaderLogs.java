package org.ckep.hub.log;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.ckep.hub.border.Undertakings;
import org.ckep.hub.sharing.Detached;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Which log a caller reads: that of his agency where he belongs to a partner agency, else his group's. A ministry has a
 * second one of its own, with what is its own alone; it is read where the caller asks for it by name. The log of an
 * agency is opened when it is first asked for, by steps that a later call goes on with, and whoever asks waits for the last;
 * until then nobody has read it.
 */
@ApplicationScoped
public class ReaderLogs {
    /** Name of the log of the caller's own ministry. */
    public static final String MINISTRY = "ministry";

    /** Events of each log in one step; those who append wait for the last one. */
    private static final int PAGE = 2_000;

    private static final String STEP = "select log_open_agency($1, $2, $3, $4) as is_open";

    private final Pool pool;
    private final LogConfig config;
    private final Undertakings undertakings;
    private final Set<Audience> open = ConcurrentHashMap.newKeySet();
    private final Map<Audience, Uni<Audience>> opening = new ConcurrentHashMap<>();

    ReaderLogs(Pool pool, LogConfig config, Undertakings undertakings) {
        this.pool = pool;
        this.config = config;
        this.undertakings = undertakings;
    }

    /** The one log that holds everything the caller may see; fails with FORBIDDEN for an agency that gets nothing. */
    public Uni<Audience> of(Viewer viewer) {
        Optional<Audience> agency = agency(viewer);
        if (agency.isEmpty()) {
            return Uni.createFrom().item(viewer.audience());
        }
        return Uni.createFrom()
                .item(() -> undertakings.isEntitled(agency.get()))
                .chain(isEntitled -> isEntitled
                        ? opened(agency.get())
                        : Uni.createFrom()
                                .failure(new ProblemException(
                                        KernelProblem.FORBIDDEN, "The agency is not among those that get events.")));
    }

    /** The log of the caller's own ministry, empty where he belongs to none. */
    public static Optional<Audience> ofMinistry(Viewer viewer) {
        Side side = viewer.side();
        String agency = viewer.agency();
        if (side == null || agency == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Audience.ministry(side, agency));
        } catch (IllegalArgumentException notAnAudience) {
            // Nothing can be published for a ministry of such a name.
            return Optional.empty();
        }
    }

    /**
     * The log that the caller asks for by name.
     *
     * @param log {@value #MINISTRY} for that of his own ministry; null for the one of {@link #of(Viewer)}
     * @param unknown what is answered to any other name
     * @return fails with UNAUTHENTICATED for who says not who he is, with FORBIDDEN for who belongs to no ministry
     */
    public Uni<Audience> of(Viewer viewer, @Nullable String log, Function<String, ProblemException> unknown) {
        if (log == null) {
            return of(viewer);
        }
        if (!log.equals(MINISTRY)) {
            return Uni.createFrom().failure(unknown.apply("The log that can be asked for is " + MINISTRY + "."));
        }
        return ofMinistry(viewer).map(own -> Uni.createFrom().item(own)).orElseGet(() -> Uni.createFrom()
                .failure(new ProblemException(
                        viewer.isPublic() ? KernelProblem.UNAUTHENTICATED : KernelProblem.FORBIDDEN,
                        "Only those who belong to a ministry have a log of theirs.")));
    }

    private static Optional<Audience> agency(Viewer viewer) {
        String agency = viewer.agency();
        if (agency == null || !viewer.audience().equals(Audience.PARTNER)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Audience.agency(agency));
        } catch (IllegalArgumentException notAnAudience) {
            // Nothing can be published for an agency of such a name.
            return Optional.empty();
        }
    }

    private Uni<Audience> opened(Audience agency) {
        if (open.contains(agency)) {
            return Uni.createFrom().item(agency);
        }
        Context caller = Vertx.currentContext();
        Uni<Audience> opened = opening.computeIfAbsent(agency, this::open);
        return caller == null ? opened : opened.emitOn(task -> caller.runOnContext(go -> task.run()));
    }

    /** Once for all who ask meanwhile: each of them would have a connection of his own for as long as it takes. */
    private Uni<Audience> open(Audience agency) {
        Uni<Void> steps = pool.withTransaction(connection -> connection
                        .preparedQuery("select set_config('app.undertakings', $1, true)")
                        .execute(Tuple.of(String.join(",", undertakings.of(agency))))
                        .chain(() -> connection
                                .preparedQuery(STEP)
                                .execute(Tuple.tuple()
                                        .addString(agency.id())
                                        .addArrayOfString(BorderRules.readableByAgencies())
                                        .addLong(config.partitionSize())
                                        .addInteger(PAGE))))
                .map(rows -> rows.iterator().next().getBoolean("is_open"))
                .repeat()
                .until(isOpen -> isOpen)
                .collect()
                .asList()
                .invoke(() -> open.add(agency))
                .onTermination()
                .invoke(() -> opening.remove(agency))
                .replaceWithVoid();
        return Detached.of(steps).replaceWith(agency).memoize().indefinitely();
    }
}
