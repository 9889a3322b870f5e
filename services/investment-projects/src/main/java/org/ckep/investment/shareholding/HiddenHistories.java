package org.ckep.investment.shareholding;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ckep.investment.inconsistency.Contradictions;
import org.ckep.investment.inconsistency.Inconsistency;
import org.ckep.investment.inconsistency.Inconsistency.Kind;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.reconciliation.MatchStatus;
import org.ckep.kernel.reconciliation.Matching;
import org.ckep.kernel.reconciliation.Tolerance;
import org.ckep.kernel.value.Share;
import org.ckep.records.RecordQuery;
import org.ckep.records.Register;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * A side's hidden shareholding history against the one of the same organisation and kind that it shows, as they hold today:
 * a holder's part, and rule I1 over all holders of both.
 */
@ApplicationScoped
class HiddenHistories implements Contradictions {
    private final Register register;
    private final ObjectMapper json;

    HiddenHistories(Register register, ObjectMapper json) {
        this.register = register;
        this.json = json;
    }

    /** What two histories must be about to be held against each other. */
    private record Subject(Urn entity, ShareholdingKind kind) {
        static Subject of(StoredShareholding history) {
            return new Subject(history.entity(), history.kind());
        }
    }

    @Override
    public Uni<List<Inconsistency>> of(Mutiny.Session session, Viewer viewer) {
        return own(viewer)
                .where("r.head.classificationLevel in (SIDE, MINISTRY)")
                .list(session, MOST)
                .chain(hidden -> shown(session, viewer, hidden).chain(shown -> ShareholdingReader.entered(
                                session,
                                Stream.concat(hidden.stream(), shown.stream()).toList(),
                                Integer.MAX_VALUE)
                        .map(entered -> found(hidden, shown, entered))));
    }

    private static RecordQuery<StoredShareholding> own(Viewer viewer) {
        return RecordQuery.of(StoredShareholding.class, viewer)
                .where("r.head.ownerSide = :side", "side", viewer.side());
    }

    private static Uni<List<StoredShareholding>> shown(
            Mutiny.Session session, Viewer viewer, List<StoredShareholding> hidden) {
        return hidden.isEmpty()
                ? Uni.createFrom().item(List.of())
                : own(viewer)
                        .where("r.head.classificationLevel in (PUBLIC, PARTNER, BILATERAL)")
                        .whereAnyOf(
                                "r.entityUrn",
                                "entities",
                                hidden.stream()
                                        .map(StoredShareholding::entity)
                                        .distinct()
                                        .toList())
                        .list(session, 10 * MOST);
    }

    private List<Inconsistency> found(
            List<StoredShareholding> hidden, List<StoredShareholding> shown, Map<UUID, List<Statement>> entered) {
        Map<Subject, List<StoredShareholding>> bySubject = shown.stream().collect(Collectors.groupingBy(Subject::of));
        List<Inconsistency> found = new ArrayList<>();
        for (StoredShareholding own : hidden) {
            for (StoredShareholding open : bySubject.getOrDefault(Subject.of(own), List.of())) {
                List<StatedHolding> kept = today(entered, own);
                List<StatedHolding> told = today(entered, open);
                holdings(own, kept, open, told, found);
            }
        }
        return found;
    }

    private List<StatedHolding> today(Map<UUID, List<Statement>> entered, StoredShareholding history) {
        return new History(entered.getOrDefault(history.id(), List.of()))
                .on(register.today())
                .map(Statement::holdings)
                .orElse(List.of());
    }

    private void holdings(
            StoredShareholding own,
            List<StatedHolding> kept,
            StoredShareholding open,
            List<StatedHolding> told,
            List<Inconsistency> found) {
        Map<String, Share> known = byHolder(told);
        byHolder(kept).forEach((holder, share) -> {
            Share other = known.get(holder);
            if (other != null && differ(share, other)) {
                found.add(new Inconsistency(
                        Kind.HOLDING,
                        open.urn(),
                        holder,
                        null,
                        List.of(own.urn()),
                        json.valueToTree(share),
                        json.valueToTree(other)));
            }
        });
        BigDecimal all = together(kept, told);
        BigDecimal openly = ShareholdingRules.least(told);
        if (!told.isEmpty() && ShareholdingRules.isTooMuch(all) && !ShareholdingRules.isTooMuch(openly)) {
            found.add(new Inconsistency(
                    Kind.HOLDINGS,
                    open.urn(),
                    "holdings",
                    "I1",
                    List.of(own.urn()),
                    json.getNodeFactory().textNode(all.toPlainString()),
                    json.getNodeFactory().textNode(openly.toPlainString())));
        }
    }

    private static boolean differ(Share one, Share other) {
        return Matching.match(part(one), part(other), Tolerance.USUAL, Matching.Rates.NONE)
                        .status()
                == MatchStatus.BREAK;
    }

    private static org.ckep.kernel.reconciliation.Statement part(Share share) {
        return org.ckep.kernel.reconciliation.Statement.of(
                new org.ckep.kernel.reconciliation.Statement.Value.Part(share));
    }

    /** What organisations hold directly; unnamed parties may be others. */
    private static Map<String, Share> byHolder(List<StatedHolding> holdings) {
        Map<String, Share> parts = new HashMap<>();
        for (StatedHolding holding : holdings) {
            String holder = holderOf(holding);
            if (!holder.isEmpty() && holding.direct()) {
                parts.put(holder, holding.share());
            }
        }
        return parts;
    }

    /** The URN of a named holder; empty for every other one. */
    private static String holderOf(StatedHolding holding) {
        return holding.holder() == null || holding.holder().orgId() == null
                ? ""
                : holding.holder().orgId().toString();
    }

    /** What is certain of both: whom the shown history does not name, may be the hidden holders that do not stand there. */
    private static BigDecimal together(List<StatedHolding> kept, List<StatedHolding> told) {
        Map<String, Share> known = byHolder(told);
        BigDecimal unnamed = ShareholdingRules.least(
                told.stream().filter(holding -> holderOf(holding).isEmpty()).toList());
        BigDecimal hidden = ShareholdingRules.least(kept.stream()
                .filter(holding -> !holderOf(holding).isEmpty())
                .filter(holding -> !known.containsKey(holderOf(holding)))
                .toList());
        return ShareholdingRules.least(told).add(hidden.subtract(unnamed).max(BigDecimal.ZERO));
    }
}
