package org.ckep.investment.project;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.OrgRef;
import org.jspecify.annotations.Nullable;

/**
 * What one voice's ledger says of a project, as its reader may read it. Both sides may keep the same promise, and one side may
 * keep it by two counts; whoever reads a file adds up what stands in it, so never more than one of these stands there.
 *
 * @param side whose ledger it is, null for what public sources say
 * @param ofTheRecord true where whoever keeps it stands behind the record alone
 * @param commitments its commitments, by what they are and when they were made
 * @param entries their transactions, by value dates
 * @param names of the parties, as far as the reader may know them
 */
record Book(
        @Nullable Side side,
        boolean ofTheRecord,
        List<BookedCommitment> commitments,
        List<BookedEntry> entries,
        Map<Urn, LocalizedText> names) {
    static final Book NONE = new Book(null, false, List.of(), List.of(), Map.of());

    /**
     * The commitments of the one voice that speaks of a project in files: that of the side whose record it is; of a record of
     * both, of the one in whose country the money arrives. Where that says nothing, public sources, and where those neither,
     * a side that alone says something. Of two counts of it the contracted one.
     */
    static List<BookedCommitment> voice(
            Stewardship stewardship, @Nullable Side owner, @Nullable Side host, List<BookedCommitment> all) {
        Side first = stewardship == Stewardship.JOINT ? host : owner;
        List<BookedCommitment> heard = first == null ? List.of() : of(first, all);
        if (heard.isEmpty()) {
            heard = of(null, all);
        }
        if (heard.isEmpty()
                && all.stream().map(BookedCommitment::side).distinct().count() == 1) {
            heard = all;
        }
        Optional<InvestmentBasis> basis = heard.stream()
                .map(BookedCommitment::basis)
                .max(Comparator.comparing(InvestmentBasis.CONTRACTED::equals));
        return heard.stream()
                .filter(one -> basis.filter(one.basis()::equals).isPresent())
                .sorted(Comparator.comparing(one -> one.urn().toString()))
                .toList();
    }

    private static List<BookedCommitment> of(@Nullable Side side, List<BookedCommitment> all) {
        return all.stream().filter(one -> one.side() == side).toList();
    }

    /** The commitment that an entry belongs to. */
    BookedCommitment of(BookedEntry entry) {
        return commitments.stream()
                .filter(one -> one.urn().equals(entry.commitment()))
                .findFirst()
                .orElseThrow();
    }

    @Nullable
    LocalizedText name(OrgRef party) {
        return party.orgId() == null ? null : names.get(party.orgId());
    }

    /**
     * True where the ledger accounts for all that the record says to be committed, so that what the record says would only
     * stand there twice. It does so in the word of the record alone: what both have agreed gives way to no side's ledger.
     */
    boolean accountsFor(List<Commitment> recorded) {
        if (recorded.isEmpty()) {
            return true;
        }
        if (!ofTheRecord) {
            return false;
        }
        String currency = recorded.getFirst().amount().currency();
        BigDecimal said = sum(recorded.stream().map(one -> one.amount().amount()));
        BigDecimal bound = sum(entries.stream()
                .filter(one -> one.movement() == BookedEntry.Movement.COMMITMENT && !one.isReversal())
                .filter(one -> of(one).currency().equals(currency))
                .map(BookedEntry::amount));
        return bound.compareTo(said) >= 0;
    }

    private static BigDecimal sum(Stream<BigDecimal> amounts) {
        return amounts.reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Its entries without those by which money is bound. */
    List<BookedEntry> payments() {
        return entries.stream()
                .filter(one -> one.movement() != BookedEntry.Movement.COMMITMENT)
                .toList();
    }

    /** The word for whose ledger it is. */
    String kept() {
        return side == null
                ? "as public sources state it"
                : switch (side) {
                    case CN -> "as China keeps it";
                    case KR -> "as the Republic of Korea keeps it";
                };
    }

    /** The parties by which money comes or to which it goes, each once. */
    List<OrgRef> parties() {
        List<OrgRef> parties = new ArrayList<>();
        for (BookedCommitment one : commitments) {
            if (one.party().orgId() != null
                    && parties.stream()
                            .noneMatch(known ->
                                    Objects.equals(known.orgId(), one.party().orgId()))) {
                parties.add(one.party());
            }
        }
        return parties;
    }
}
