package org.ckep.records.reconciliation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.change.ChangeHash;
import org.ckep.kernel.change.ChangeProblem;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.records.Audit;
import org.ckep.records.Days;
import org.ckep.records.Imprint;
import org.ckep.records.RecordsProblem;
import org.ckep.records.RuleLocks;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * The rates by which sums of two currencies are compared. Each side states its own of a month: a maker prepares them and a checker
 * agrees. A rate is agreed where both sides have the same, so by four persons, and neither side waits for the other to begin. What a side agreed to stands
 * until it agrees to other rates of that month.
 */
@ApplicationScoped
public class AgreedRates {
    /** The first lock: what a side has only prepared is its own. */
    private static final String KNOWN = "(r.side = :side or r.agreedBy is not null)";

    /** Prepared, or agreed to and not followed by others that the side agreed to. */
    private static final String STANDING = "not exists (select 1 from StoredRates later where later.month = r.month "
            + "and later.side = r.side and later.agreedAt > r.agreedAt)";

    private static final int MOST = 500;

    private final Audit audit;
    private final Clock clock;
    private final ObjectMapper json;

    AgreedRates(Audit audit, Clock clock, ObjectMapper json) {
        this.audit = audit;
        this.clock = clock;
        this.json = json;
    }

    /**
     * Both sides' rates as the viewer may know of them, newest month first.
     *
     * @return fails with FORBIDDEN for whoever may not read both sides' figures
     */
    public Uni<List<RatesView>> list(Mutiny.Session session, Viewer viewer) {
        Reconciliation.requireBilateral(viewer);
        return session.createSelectionQuery(
                        "from StoredRates r where " + KNOWN + " and " + STANDING
                                + " order by r.month desc, r.side, r.agreedAt",
                        StoredRates.class)
                .setParameter("side", viewer.side())
                .setMaxResults(MOST)
                .getResultList()
                .map(found ->
                        found.stream().map(one -> view(viewer, one, found)).toList());
    }

    /**
     * Prepares rates of the viewer's side; what it agreed to before of that month stands until its checker agrees to these.
     *
     * @param ifMatch tags of the table that they replace, {@code *} for whichever there is; null where that is not asked
     * @return fails with INVALID_VALUE at a rate, FORBIDDEN or CHANGE_PERSON_NEEDED for whoever does not sign for a side,
     *     MOMENT_IN_THE_FUTURE for a month that has begun in neither capital, and STALE where the side has another table, or none
     */
    public Uni<RatesView> prepare(
            Mutiny.Session session, Viewer viewer, YearMonth month, @Nullable String ifMatch, MonthlyRates given) {
        Side side = requirePerson(viewer, Role.MAKER);
        requireMonth(month);
        MonthlyRates rates = given.normal();
        String hash = hash(month, rates);
        return lock(session).chain(() -> known(session, viewer, month)).chain(found -> {
            StoredRates draft = prepared(side, found);
            StoredRates standing = draft == null ? agreed(side, found) : draft;
            requireMatch(ifMatch, standing);
            if (standing != null && standing.hash().equals(hash)) {
                return Uni.createFrom().item(view(viewer, standing, found));
            }
            return (draft == null
                            ? begin(session, month, side, rates, hash, viewer)
                            : again(draft, rates, hash, viewer))
                    .call(prepared -> audit.record(
                            session, viewer, "prepare-rates", prepared.urn(), null, null, Imprint.ofHash(hash)))
                    .call(session::flush)
                    .map(prepared -> view(viewer, prepared, found));
        });
    }

    private static void requireMatch(@Nullable String ifMatch, @Nullable StoredRates standing) {
        if (ifMatch == null || ifMatch.isBlank()) {
            return;
        }
        List<String> tags =
                Arrays.stream(ifMatch.split(",", -1)).map(String::strip).toList();
        if (standing == null || !(tags.contains("*") || tags.contains(RatesView.tag(standing.hash())))) {
            throw new ProblemException(
                            KernelProblem.STALE, "Your side has other rates of that month than If-Match names.")
                    .withErrors(FieldError.in("If-Match", "stale", "The ETag is not the current one."));
        }
    }

    private Uni<StoredRates> begin(
            Mutiny.Session session, YearMonth month, Side side, MonthlyRates rates, String hash, Viewer viewer) {
        StoredRates begun = new StoredRates(month, side, rates, hash, person(viewer), clock.instant());
        return session.persist(begun).replaceWith(begun);
    }

    private Uni<StoredRates> again(StoredRates own, MonthlyRates rates, String hash, Viewer viewer) {
        own.prepare(rates, hash, person(viewer), clock.instant());
        return Uni.createFrom().item(own);
    }

    /**
     * Agrees to what the viewer's side has prepared.
     *
     * @return fails with NOT_FOUND where it has prepared none, CHANGE_OWN_APPROVAL where the viewer has, and
     *     CHANGE_HASH_DIFFERS where he names others
     */
    public Uni<RatesView> agree(Mutiny.Session session, Viewer viewer, YearMonth month, RatesAct act) {
        Side side = requirePerson(viewer, Role.CHECKER);
        return lock(session).chain(() -> known(session, viewer, month)).chain(found -> {
            StoredRates draft = prepared(side, found);
            StoredRates own = draft == null ? agreed(side, found) : draft;
            if (own == null) {
                throw ProblemException.notFound();
            }
            if (own.preparedBy().equals(viewer.subject())) {
                throw new ProblemException(
                        ChangeProblem.CHANGE_OWN_APPROVAL, "Somebody else than who prepared the rates agrees to them.");
            }
            if (!own.hash().equals(act.hash())) {
                throw new ProblemException(
                        ChangeProblem.CHANGE_HASH_DIFFERS,
                        "The member 'hash' names the rates that you have read; those that stand have the hash "
                                + own.hash() + ".");
            }
            if (draft == null) {
                return Uni.createFrom().item(view(viewer, own, found));
            }
            draft.agree(person(viewer), clock.instant());
            return audit.record(session, viewer, "agree-rates", draft.urn(), null, null, Imprint.ofHash(draft.hash()))
                    .call(session::flush)
                    .replaceWith(() -> view(viewer, draft, found));
        });
    }

    /** The agreed rates of a month, for whoever closes a cycle. */
    Uni<MonthlyRates> of(Mutiny.Session session, YearMonth month) {
        return session.createSelectionQuery(
                        "from StoredRates r where r.month = :month and r.agreedBy is not null and " + STANDING,
                        StoredRates.class)
                .setParameter("month", month.atDay(1))
                .getResultList()
                .map(found -> found.size() == Side.values().length
                        ? found.getFirst().rates().sharedWith(found.getLast().rates())
                        : MonthlyRates.NONE);
    }

    /**
     * The month whose rates a cycle takes.
     *
     * @param named null for the one that has begun in both capitals
     * @throws ProblemException as {@link #prepare} does for the month
     */
    YearMonth month(@Nullable YearMonth named) {
        if (named == null) {
            return YearMonth.from(Days.inBoth(clock));
        }
        requireMonth(named);
        return named;
    }

    private void requireMonth(YearMonth month) {
        if (month.getYear() < FuzzyDate.FIRST_YEAR) {
            throw ProblemException.invalid(
                    "/month", "out-of-range", "A month lies in " + FuzzyDate.FIRST_YEAR + " or later.");
        }
        if (month.isAfter(YearMonth.from(Days.inEither(clock)))) {
            throw new ProblemException(RecordsProblem.MOMENT_IN_THE_FUTURE, "The month " + month + " has not begun.");
        }
    }

    private static Uni<Void> lock(Mutiny.Session session) {
        return RuleLocks.take(session, Reconciliation.LOCK);
    }

    private static Uni<List<StoredRates>> known(Mutiny.Session session, Viewer viewer, YearMonth month) {
        return session.createSelectionQuery(
                        "from StoredRates r where r.month = :month and " + KNOWN + " and " + STANDING,
                        StoredRates.class)
                .setParameter("month", month.atDay(1))
                .setParameter("side", viewer.side())
                .getResultList();
    }

    private static @Nullable StoredRates prepared(Side side, List<StoredRates> found) {
        return found.stream()
                .filter(one -> one.side() == side && one.agreedAt() == null)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable StoredRates agreed(Side side, List<StoredRates> found) {
        return found.stream()
                .filter(one -> one.side() == side && one.agreedAt() != null)
                .findFirst()
                .orElse(null);
    }

    private static Side requirePerson(Viewer viewer, Role role) {
        Side side = viewer.side();
        if (side == null || !viewer.hasRole(role)) {
            throw new ProblemException(KernelProblem.FORBIDDEN, "This is done by a " + role.code() + " of a side.");
        }
        if (viewer.serviceAccount()) {
            throw new ProblemException(
                    ChangeProblem.CHANGE_PERSON_NEEDED, "A person stands behind the rates of a side, not a system.");
        }
        return side;
    }

    private static String person(Viewer viewer) {
        return Objects.requireNonNull(viewer.subject(), "who acts for a side has a subject");
    }

    private String hash(YearMonth month, MonthlyRates rates) {
        ObjectNode content = json.createObjectNode();
        content.put("month", month.toString());
        content.set("rates", json.valueToTree(rates.rates()));
        return ChangeHash.of(content.toString());
    }

    /** One side's rates beside all of that month that the viewer may know of. */
    private static RatesView view(Viewer viewer, StoredRates one, List<StoredRates> known) {
        MonthlyRates agreed = known.stream()
                .filter(other -> other.side() != one.side() && other.month().equals(one.month()))
                .filter(other -> one.agreedAt() != null && other.agreedAt() != null)
                .findFirst()
                .map(other -> one.rates().sharedWith(other.rates()))
                .orElse(MonthlyRates.NONE);
        return new RatesView(
                one.month(),
                one.side(),
                one.rates().rates(),
                one.hash(),
                one.agreedAt(),
                agreed.rates(),
                allowed(viewer, one));
    }

    private static List<String> allowed(Viewer viewer, StoredRates one) {
        List<String> allowed = new ArrayList<>();
        if (viewer.side() == one.side() && !viewer.serviceAccount()) {
            if (viewer.hasRole(Role.MAKER)) {
                allowed.add("prepare");
            }
            if (viewer.hasRole(Role.CHECKER)
                    && one.agreedAt() == null
                    && !one.preparedBy().equals(viewer.subject())) {
                allowed.add("agree");
            }
        }
        return allowed;
    }
}
