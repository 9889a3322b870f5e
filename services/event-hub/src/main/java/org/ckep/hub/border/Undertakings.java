package org.ckep.hub.border;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Which partner agencies are entitled to events and what they have undertaken. Governments and the secretariat undertake
 * nothing here: the agreement itself binds them. A file that cannot be read leaves what it said before in force for a
 * minute; after that it says neither yes nor no: nothing is sent to agencies and nothing is passed over for them until it
 * can be read, and nothing is lost.
 */
@Startup
@ApplicationScoped
public class Undertakings {
    private static final Logger LOG = Logger.getLogger(Undertakings.class);
    private static final String AGENCY = "agency/";
    private static final String AGENCY_LOG = "agency-";

    /** What was read longer ago decides nothing any more. */
    private static final Duration IN_FORCE = Duration.ofSeconds(60);

    /** Whoever needs what cannot be read has it read again no more often than this. */
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final BorderConfig config;
    private final ObjectMapper json;
    private final Executor reading;
    private final LongSupplier nanos;
    private final AtomicBoolean isReading = new AtomicBoolean();
    private volatile Terms terms;
    private volatile long triedAt;

    @Inject
    Undertakings(BorderConfig config, ObjectMapper json) {
        this(config, json, Infrastructure.getDefaultWorkerPool(), System::nanoTime);
    }

    /**
     * Reads them for the first time.
     *
     * @param reading does what event loops have no time for
     * @param nanos a monotonic clock
     */
    Undertakings(BorderConfig config, ObjectMapper json, Executor reading, LongSupplier nanos) {
        this.config = config;
        this.json = json;
        this.reading = reading;
        this.nanos = nanos;
        this.terms = read();
    }

    @Scheduled(identity = "undertakings", every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void reread() {
        try {
            terms = read();
        } catch (UncheckedIOException unreadable) {
            LOG.error("the undertakings of agencies cannot be read, nothing is sent to agencies soon", unreadable);
        }
    }

    private Terms read() {
        long begun = nanos.getAsLong();
        triedAt = begun;
        if (config.undertakings().isEmpty()) {
            return new Terms(null, begun);
        }
        Path file = config.undertakings().get();
        try {
            return new Terms(named(Files.readAllBytes(file)), begun);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file + " does not name agencies with their undertakings", unreadable);
        }
    }

    private Map<String, Set<String>> named(byte[] text) throws IOException {
        Map<String, Set<String>> named = json.readValue(text, new TypeReference<>() {});
        if (named == null || named.values().stream().anyMatch(names -> names == null || names.contains(null))) {
            throw new IOException("null stands where agencies or undertakings are named");
        }
        return Map.copyOf(named);
    }

    /** What is in force, null where that is not known now. */
    private @Nullable Terms known() {
        Terms known = terms;
        if (isInForce(known)) {
            return known;
        }
        if (nanos.getAsLong() - triedAt >= BETWEEN_TRIES.toNanos() && isReading.compareAndSet(false, true)) {
            reading.execute(() -> {
                try {
                    reread();
                } finally {
                    isReading.set(false);
                }
            });
            known = terms;
        }
        return isInForce(known) ? known : null;
    }

    private boolean isInForce(Terms known) {
        return known.signed == null || nanos.getAsLong() - known.readAt <= IN_FORCE.toNanos();
    }

    private Terms required() {
        Terms known = known();
        if (known == null) {
            throw unknown();
        }
        return known;
    }

    /** False while what agencies have undertaken is not known: what would be decided by it has to wait. */
    public boolean isKnown() {
        return known() != null;
    }

    /** What is answered where it is not known now. */
    public static ProblemException unknown() {
        return new ProblemException(
                KernelProblem.UNAVAILABLE, "What agencies have undertaken is not known now. Try again.");
    }

    /** What may be done with an event. */
    public enum Verdict {
        MAY_BE_SENT,
        WITHHELD,
        /** What agencies have undertaken is not known now. */
        UNKNOWN
    }

    /**
     * Whether an event may go to an owner of subscriptions now.
     *
     * @param owner for instance {@code agency/kotra} or {@code cn/mofcom}
     * @param body the stored event
     */
    public Verdict verdict(String owner, byte[] body) {
        return owner.startsWith(AGENCY) ? verdict(owner, Regulated.by(body)) : Verdict.MAY_BE_SENT;
    }

    /**
     * The same by what the event asks for.
     *
     * @param needed undertakings
     */
    public Verdict verdict(String owner, Set<String> needed) {
        if (!owner.startsWith(AGENCY)) {
            return Verdict.MAY_BE_SENT;
        }
        Terms known = known();
        if (known == null) {
            return Verdict.UNKNOWN;
        }
        return known.names(owner) && known.of(owner).containsAll(needed) ? Verdict.MAY_BE_SENT : Verdict.WITHHELD;
    }

    /** The same for whoever reads a log. */
    public Verdict verdict(Audience log, byte[] body) {
        if (log.id().startsWith(AGENCY_LOG)) {
            return verdict(AGENCY + log.id().substring(AGENCY_LOG.length()), body);
        }
        return isOfNobody(log) && !Regulated.by(body).isEmpty() ? Verdict.WITHHELD : Verdict.MAY_BE_SENT;
    }

    /** Nobody in particular reads them, so nobody has undertaken anything. */
    private static boolean isOfNobody(Audience log) {
        return log.equals(Audience.PUBLIC) || log.equals(Audience.PARTNER);
    }

    /** True for owners who have to be entitled and to have undertaken what events ask for. */
    public boolean isBound(String owner) {
        return owner.startsWith(AGENCY);
    }

    /** False for an agency that gets nothing; fails with UNAVAILABLE where that is not known. */
    public boolean isEntitled(String owner) {
        return !owner.startsWith(AGENCY) || required().names(owner);
    }

    /** The same for the log of an agency. */
    public boolean isEntitled(Audience log) {
        return !log.id().startsWith(AGENCY_LOG) || isEntitled(AGENCY + log.id().substring(AGENCY_LOG.length()));
    }

    /** What an owner has not undertaken of what is needed; fails with UNAVAILABLE where that is not known. */
    public SortedSet<String> missing(String owner, Set<String> needed) {
        SortedSet<String> missing = new TreeSet<>();
        if (owner.startsWith(AGENCY) && !needed.isEmpty()) {
            missing.addAll(needed);
            missing.removeAll(required().of(owner));
        }
        return missing;
    }

    /** What the readers of a log have not undertaken of what is needed; fails with UNAVAILABLE where that is not known. */
    public SortedSet<String> missing(Audience log, Set<String> needed) {
        if (log.id().startsWith(AGENCY_LOG)) {
            return missing(AGENCY + log.id().substring(AGENCY_LOG.length()), needed);
        }
        return log.equals(Audience.PUBLIC) ? new TreeSet<>(needed) : new TreeSet<>();
    }

    /** What an agency has undertaken; fails with UNAVAILABLE where that is not known. */
    public Set<String> of(Audience agency) {
        return required().of(AGENCY + agency.id().substring(AGENCY_LOG.length()));
    }

    /**
     * What the file said.
     *
     * @param signed by agency, null without a file
     * @param readAt by the monotonic clock, in nanoseconds
     */
    private record Terms(@Nullable Map<String, Set<String>> signed, long readAt) {
        boolean names(String owner) {
            return signed == null || signed.containsKey(owner.substring(AGENCY.length()));
        }

        Set<String> of(String owner) {
            return signed == null ? Set.of() : signed.getOrDefault(owner.substring(AGENCY.length()), Set.of());
        }
    }
}
