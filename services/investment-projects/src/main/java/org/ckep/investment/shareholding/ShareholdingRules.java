package org.ckep.investment.shareholding;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.ckep.investment.register.Names;
import org.ckep.investment.register.Violation;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.Money;
import org.ckep.kernel.value.OrgRef;
import org.ckep.kernel.value.Share;
import org.jspecify.annotations.Nullable;

/** Rules I1 to I4. Pure: a history's statements have its readers, so whoever is refused may see why. */
final class ShareholdingRules {
    /** Rounded shares may miss the whole by this much, in percentage points. */
    private static final BigDecimal TOLERANCE = new BigDecimal("0.05");

    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

    private ShareholdingRules() {}

    /**
     * What is wrong with a new statement, and where below it.
     *
     * @param history what was stated before
     */
    static List<Violation> broken(History history, NewStatement next, LocalDate today) {
        List<Violation> broken = new ArrayList<>();
        dates(next, today, broken);
        holders(next.holdings(), broken);
        sum(next, broken);
        CapitalIncrease increase = next.capitalIncrease();
        if (increase != null) {
            capital(increase, broken);
        }
        restatement(history, next, broken);
        return broken;
    }

    private static void dates(NewStatement next, LocalDate today, List<Violation> broken) {
        FuzzyDate to = next.validTo();
        if (next.validFrom().isCertainlyAfter(today)) {
            broken.add(date("/validFrom", "future", "Nobody holds yet what he will hold on " + next.validFrom() + "."));
        }
        if (to != null && to.isCertainlyAfter(today)) {
            broken.add(date("/validTo", "future", "What ends on " + to + " holds still."));
        }
        if (to != null && !to.start().isAfter(next.validFrom().start())) {
            broken.add(date("/validTo", "order", "It would end before it begins."));
        }
    }

    private static Violation date(String pointer, String code, String message) {
        return new Violation(ShareholdingProblem.SHAREHOLDING_DATE, pointer, code, message);
    }

    /** Rule I2 within one statement; between statements it holds by itself. */
    private static void holders(List<StatedHolding> holdings, List<Violation> broken) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < holdings.size(); i++) {
            StatedHolding holding = holdings.get(i);
            OrgRef holder = holding.holder();
            Urn via = holding.via();
            // Of unnamed parties two may be meant; of what is not disclosed there is one remainder.
            boolean same = (holder == null || holder.isNamed()) && !seen.add(holder + " " + via);
            if (same) {
                broken.add(holder(
                        "/holdings/" + i + "/holder",
                        "duplicate",
                        holder == null
                                ? "All that is not disclosed stands in one holding."
                                : "The holder stands twice."));
            }
            Urn named = holder == null ? null : holder.orgId();
            if (named != null && !named.type().equals(Names.ORGANISATION)) {
                broken.add(holder(
                        "/holdings/" + i + "/holder/orgId",
                        "not-an-organisation",
                        "'" + named + "' does not name an organisation."));
            }
            if (via != null && (!via.type().equals(Names.ORGANISATION) || via.equals(named))) {
                broken.add(holder(
                        "/holdings/" + i + "/via",
                        "via",
                        "A part is held through another organisation, not through '" + via + "'."));
            }
        }
    }

    private static Violation holder(String pointer, String code, String message) {
        return new Violation(ShareholdingProblem.SHAREHOLDING_HOLDER, pointer, code, message);
    }

    /** Rule I1. */
    private static void sum(NewStatement next, List<Violation> broken) {
        BigDecimal least = least(next.holdings());
        if (isTooMuch(least)) {
            broken.add(sum("exceeds", "The parts sum to at least " + least.toPlainString() + " percent."));
        } else if (next.complete()) {
            BigDecimal most = most(next.holdings());
            if (most != null && most.compareTo(WHOLE.subtract(TOLERANCE)) < 0) {
                broken.add(sum(
                        "incomplete",
                        "The parts sum to at most " + most.toPlainString()
                                + " percent and are said to be complete; an unknown remainder is a holding without"
                                + " holder."));
            }
        }
    }

    private static Violation sum(String code, String message) {
        return new Violation(ShareholdingProblem.SHAREHOLDING_SUM, "/holdings", code, message);
    }

    /** What is certain: exact parts and lower bounds of what is held directly. */
    static BigDecimal least(List<StatedHolding> holdings) {
        return holdings.stream()
                .filter(StatedHolding::direct)
                .map(StatedHolding::share)
                .map(share -> Least.of(share).percent())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** True where that is more than the whole, beyond rounding. */
    static boolean isTooMuch(BigDecimal least) {
        return least.compareTo(WHOLE.add(TOLERANCE)) > 0;
    }

    /** What is possible: exact parts and upper bounds; null where one of them is open. */
    static @Nullable BigDecimal most(List<StatedHolding> holdings) {
        BigDecimal most = BigDecimal.ZERO;
        for (StatedHolding holding : holdings) {
            Share share = holding.share();
            BigDecimal upper = share.exact() != null ? share.exact() : share.max();
            if (!holding.direct()) {
                continue;
            }
            if (upper == null) {
                return null;
            }
            most = most.add(upper);
        }
        return most;
    }

    /** Rule I3. */
    private static void capital(CapitalIncrease increase, List<Violation> broken) {
        String currency = increase.before().currency();
        if (!currency.equals(increase.delta().currency())
                || !currency.equals(increase.after().currency())) {
            broken.add(capital("", "currency", "The capital before, what came to it and after have one currency."));
            return;
        }
        if (increase.delta().amount().signum() <= 0) {
            broken.add(capital("/delta/amount", "not-positive", "What comes to a capital is above zero."));
        }
        if (increase.before().amount().signum() < 0) {
            broken.add(capital("/before/amount", "negative", "A capital is not negative."));
        }
        BigDecimal after = increase.before().amount().add(increase.delta().amount());
        if (after.compareTo(increase.after().amount()) != 0) {
            broken.add(capital(
                    "/after/amount",
                    "sum",
                    text(increase.before()) + " and " + text(increase.delta()) + " make " + after.toPlainString()
                            + ", not " + text(increase.after()) + "."));
        }
    }

    private static String text(Money money) {
        return money.amount().toPlainString();
    }

    private static Violation capital(String pointer, String code, String message) {
        return new Violation(ShareholdingProblem.SHAREHOLDING_CAPITAL, "/capitalIncrease" + pointer, code, message);
    }

    /** Rule I4: an increase restates the holders of the statement before, in whichever order the two are entered. */
    private static void restatement(History history, NewStatement next, List<Violation> broken) {
        LocalDate start = next.validFrom().start();
        if (next.capitalIncrease() != null) {
            history.before(start)
                    .map(before -> leftOut(before.holdings(), next.holdings()))
                    .ifPresent(left -> {
                        if (!left.isEmpty()) {
                            broken.add(leftOut(
                                    "A capital increase restates the parts of all holders; left out are " + left));
                        }
                    });
        }
        history.after(start).filter(after -> after.capitalIncrease() != null).ifPresent(after -> {
            String left = leftOut(next.holdings(), after.holdings());
            if (!left.isEmpty()) {
                broken.add(leftOut("The capital increase from " + after.validFrom()
                        + " on would no longer restate the parts of all holders; it leaves out " + left));
            }
        });
    }

    private static Violation leftOut(String message) {
        return new Violation(ShareholdingProblem.SHAREHOLDING_INCREASE, "/holdings", "left-out", message + ".");
    }

    /** Who is named before and not after; empty where nobody is. */
    private static String leftOut(List<StatedHolding> before, List<StatedHolding> after) {
        Set<Urn> left = new HashSet<>(named(before));
        left.removeAll(named(after));
        return left.stream().map(Urn::toString).sorted().collect(Collectors.joining(", "));
    }

    private static Set<Urn> named(List<StatedHolding> holdings) {
        return holdings.stream()
                .filter(StatedHolding::direct)
                .map(StatedHolding::holder)
                .filter(Objects::nonNull)
                .map(OrgRef::orgId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }
}
