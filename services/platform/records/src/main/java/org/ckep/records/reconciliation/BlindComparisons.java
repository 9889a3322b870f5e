package org.ckep.records.reconciliation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.change.ChangeHash;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.reconciliation.Match;
import org.ckep.kernel.reconciliation.MatchStatus;
import org.ckep.kernel.reconciliation.Matching;
import org.ckep.kernel.reconciliation.ReconciliationProblem;
import org.ckep.records.Audit;
import org.ckep.records.Days;
import org.ckep.records.RuleLocks;
import org.ckep.records.change.JointRecord;
import org.ckep.records.figure.SideFigures;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Compares values that each side keeps to itself, where both want it: once a month, on what each has committed itself to,
 * and with one bit to both at once. An edit between two cycles shows nothing, so whoever bisects learns a bit a month.
 */
@ApplicationScoped
public class BlindComparisons {
    private static final String OPT_INS = "select attribute, side from blind_opt_in where record_urn = :record";
    private static final String OWN = "select attribute, cycle, hash, salt, committed_at from blind_commitment "
            + "where record_urn = :record and side = :side order by cycle desc";
    private static final String TOLD =
            "select attribute, cycle, consistent from blind_outcome where record_urn = :record order by cycle desc";
    private static final String OPT_IN = "insert into blind_opt_in (record_urn, attribute, side, since) "
            + "values (:record, :attribute, :side, :now) on conflict do nothing";
    private static final String END =
            "delete from blind_opt_in where record_urn = :record and attribute = :attribute and side = :side";
    private static final String BOTH =
            "select count(*) from blind_opt_in where record_urn = :record and attribute = :attribute";
    private static final String COMMIT = "insert into blind_commitment "
            + "(id, record_urn, attribute, side, cycle, hash, salt, value, committed_at) values "
            + "(:id, :record, :attribute, :side, :cycle, :hash, :salt, :value, :now) on conflict do nothing";
    private static final String DUE = "select c.record_urn, c.attribute, c.cycle, c.value, k.value as kr_value "
            + "from blind_commitment c join blind_commitment k on k.record_urn = c.record_urn "
            + "and k.attribute = c.attribute and k.cycle = c.cycle and k.side = 'KR' "
            + "where c.side = 'CN' and c.cycle < :current and not exists (select 1 from blind_outcome o "
            + "where o.record_urn = c.record_urn and o.attribute = c.attribute and o.cycle = c.cycle) "
            + "and 2 = (select count(*) from blind_opt_in i where i.record_urn = c.record_urn "
            + "and i.attribute = c.attribute and i.since <= least(c.committed_at, k.committed_at))";
    private static final String TELL = "insert into blind_outcome (record_urn, attribute, cycle, consistent, told_at) "
            + "values (:record, :attribute, :cycle, :consistent, :now)";
    private static final int SALT_BYTES = 32;

    private final SideFigures figures;
    private final Audit audit;
    private final Clock clock;
    private final RandomGenerator random;
    private final ObjectMapper json;

    BlindComparisons(SideFigures figures, Audit audit, Clock clock, RandomGenerator random, ObjectMapper json) {
        this.figures = figures;
        this.audit = audit;
        this.clock = clock;
        this.random = random;
        this.json = json;
    }

    /** All attributes of a record that a side has opted in, or had; fails with FORBIDDEN for whoever acts for no side. */
    public Uni<List<BlindView>> of(Mutiny.Session session, Viewer viewer, Urn record) {
        Side side = side(viewer);
        return rows(session, OPT_INS, record).chain(optIns -> session.createNativeQuery(OWN, Object[].class)
                .setParameter("record", record.toString())
                .setParameter("side", side.name())
                .getResultList()
                .chain(own -> rows(session, TOLD, record).map(told -> views(optIns, own, told))));
    }

    private static Uni<List<Object[]>> rows(Mutiny.Session session, String sql, Urn record) {
        return session.createNativeQuery(sql, Object[].class)
                .setParameter("record", record.toString())
                .getResultList();
    }

    private static List<BlindView> views(List<Object[]> optIns, List<Object[]> own, List<Object[]> told) {
        TreeSet<String> attributes = new TreeSet<>();
        List.of(optIns, own, told).forEach(rows -> rows.forEach(row -> attributes.add((String) row[0])));
        return attributes.stream()
                .map(attribute -> new BlindView(
                        attribute,
                        of(optIns, attribute).stream()
                                .map(row -> Side.valueOf((String) row[1]))
                                .sorted()
                                .toList(),
                        of(own, attribute).stream()
                                .map(row -> new BlindView.Commitment(
                                        (String) row[1], (String) row[2], (String) row[3], instant(row[4])))
                                .toList(),
                        of(told, attribute).stream()
                                .map(row -> new BlindView.Outcome((String) row[1], (Boolean) row[2]))
                                .toList()))
                .toList();
    }

    private static List<Object[]> of(List<Object[]> rows, String attribute) {
        return rows.stream().filter(row -> row[0].equals(attribute)).toList();
    }

    private static Instant instant(Object value) {
        return value instanceof java.time.OffsetDateTime moment ? moment.toInstant() : (Instant) value;
    }

    /** Lets the own side's hidden values of an attribute be compared; a person's decision. */
    public Uni<Void> optIn(
            Mutiny.Session session, Viewer viewer, JointRecord record, Reconcilable register, String attribute) {
        requireDecision(viewer, record, register, attribute);
        return session.createNativeQuery(OPT_IN)
                .setParameter("record", record.entity().urn().toString())
                .setParameter("attribute", attribute)
                .setParameter("side", side(viewer).name())
                .setParameter("now", clock.instant())
                .executeUpdate()
                .chain(() -> note(session, viewer, record, "opt-in-blind"));
    }

    /** Ends that: what is committed already is not compared any more, not even once both opt in again. */
    public Uni<Void> end(
            Mutiny.Session session, Viewer viewer, JointRecord record, Reconcilable register, String attribute) {
        requireDecision(viewer, record, register, attribute);
        return session.createNativeQuery(END)
                .setParameter("record", record.entity().urn().toString())
                .setParameter("attribute", attribute)
                .setParameter("side", side(viewer).name())
                .executeUpdate()
                .chain(() -> note(session, viewer, record, "end-blind"));
    }

    private void requireDecision(Viewer viewer, JointRecord record, Reconcilable register, String attribute) {
        side(viewer);
        if (viewer.serviceAccount()) {
            throw new ProblemException(
                    ReconciliationProblem.BREAK_PERSON_NEEDED, "A person decides on this, not a system.");
        }
        requireCompared(register, attribute);
        figures.requireJoint(record);
    }

    private Uni<Void> note(Mutiny.Session session, Viewer viewer, JointRecord record, String action) {
        return audit.record(session, viewer, action, record.entity().urn(), null, null)
                .call(session::flush);
    }

    /**
     * Commits the own side to a value for this cycle.
     *
     * @return fails with BLIND_NOT_OPEN while not both sides want it, with BLIND_COMMITTED where it has committed itself
     *     already, and with the register's refusal of the value
     */
    public Uni<Void> commit(
            Mutiny.Session session,
            Viewer viewer,
            JointRecord record,
            Reconcilable register,
            String attribute,
            JsonNode value) {
        Side side = side(viewer);
        requireCompared(register, attribute);
        figures.requireJoint(record);
        Urn urn = record.entity().urn();
        return figures.check(session, viewer, record, attribute, value)
                .chain(() -> session.createNativeQuery(BOTH, Long.class)
                        .setParameter("record", urn.toString())
                        .setParameter("attribute", attribute)
                        .getSingleResult())
                .invoke(sides -> {
                    if (sides < Side.values().length) {
                        throw new ProblemException(
                                ReconciliationProblem.BLIND_NOT_OPEN,
                                "Values are committed only while both sides have opted in.");
                    }
                })
                .chain(() -> commit(session, side, urn, attribute, value))
                .invoke(committed -> {
                    if (committed == 0) {
                        throw new ProblemException(
                                ReconciliationProblem.BLIND_COMMITTED,
                                "A side commits one value in a cycle, and it stands.");
                    }
                })
                .chain(() -> note(session, viewer, record, "commit-blind"));
    }

    private Uni<Integer> commit(Mutiny.Session session, Side side, Urn record, String attribute, JsonNode value) {
        byte[] secret = new byte[SALT_BYTES];
        random.nextBytes(secret);
        String salt = HexFormat.of().formatHex(secret);
        String cycle = YearMonth.from(Days.inEither(clock)).toString();
        return session.createNativeQuery(COMMIT)
                .setParameter("id", UUID.randomUUID())
                .setParameter("record", record.toString())
                .setParameter("attribute", attribute)
                .setParameter("side", side.name())
                .setParameter("cycle", cycle)
                .setParameter("hash", hash(record, attribute, side, cycle, salt, value))
                .setParameter("salt", salt)
                .setParameter("value", value.toString())
                .setParameter("now", clock.instant())
                .executeUpdate();
    }

    /** What a side is committed to: it cannot be guessed without the salt, and no other value has it. */
    String hash(Urn record, String attribute, Side side, String cycle, String salt, JsonNode value) {
        ObjectNode content = json.createObjectNode();
        content.put("attribute", attribute);
        content.put("cycle", cycle);
        content.put("recordUrn", record.toString());
        content.put("salt", salt);
        content.put("side", side.name());
        content.set("value", value);
        return ChangeHash.of(content.toString());
    }

    /**
     * Compares what both have committed themselves to in the months before, and tells both at once.
     *
     * @param current the month that has not ended yet
     * @return how many comparisons were told
     */
    public Uni<Integer> close(Mutiny.Session session, Reconcilable register, YearMonth current) {
        return RuleLocks.take(session, "blind comparison")
                .chain(() -> session.createNativeQuery(DUE, Object[].class)
                        .setParameter("current", current.toString())
                        .getResultList())
                .chain(due -> Multi.createFrom()
                        .iterable(due)
                        .onItem()
                        .transformToUniAndConcatenate(row -> tell(session, register, row))
                        .collect()
                        .asList()
                        .map(List::size));
    }

    private Uni<Integer> tell(Mutiny.Session session, Reconcilable register, Object[] row) {
        String attribute = (String) row[1];
        boolean consistent = isConsistent(register, attribute, tree(row[3]), tree(row[4]));
        return session.createNativeQuery(TELL)
                .setParameter("record", row[0])
                .setParameter("attribute", attribute)
                .setParameter("cycle", row[2])
                .setParameter("consistent", consistent)
                .setParameter("now", clock.instant())
                .executeUpdate()
                .call(() -> audit.recordForSides(
                        session,
                        consistent ? "find-blind-consistent" : "find-blind-inconsistent",
                        Urn.parse((String) row[0]),
                        null,
                        null));
    }

    /** True where both state the same things, and each within the agreed tolerance. */
    private static boolean isConsistent(Reconcilable register, String attribute, JsonNode cn, JsonNode kr) {
        Map<String, Reconcilable.Part> one = register.parts(attribute, cn);
        Map<String, Reconcilable.Part> other = register.parts(attribute, kr);
        List<Match> matches = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>(one.keySet());
        names.addAll(other.keySet());
        for (String name : names) {
            Reconcilable.@Nullable Part first = one.get(name);
            Reconcilable.@Nullable Part second = other.get(name);
            matches.add(Matching.match(
                    first == null ? null : first.statement(),
                    second == null ? null : second.statement(),
                    register.policy().of(name),
                    Matching.Rates.NONE));
        }
        return matches.stream()
                .allMatch(match ->
                        match.status() == MatchStatus.MATCHED || match.status() == MatchStatus.WITHIN_TOLERANCE);
    }

    private static void requireCompared(Reconcilable register, String attribute) {
        if (!register.policy().attributes().contains(attribute)) {
            throw ProblemException.notFound();
        }
    }

    private static Side side(Viewer viewer) {
        Side side = viewer.side();
        if (side == null) {
            throw new ProblemException(
                    viewer.isPublic() ? KernelProblem.UNAUTHENTICATED : KernelProblem.FORBIDDEN,
                    "Blind comparison is between the two sides.");
        }
        return side;
    }

    private JsonNode tree(Object text) {
        try {
            return json.readTree((String) Objects.requireNonNull(text));
        } catch (JsonProcessingException ours) {
            throw new IllegalStateException("a committed value cannot be read", ours);
        }
    }
}
