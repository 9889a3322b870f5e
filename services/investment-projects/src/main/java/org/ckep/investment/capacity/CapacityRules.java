package org.ckep.investment.capacity;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.ckep.investment.register.Violation;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.Quantity;
import org.ckep.records.PlainText;
import org.ckep.records.RecordsProblem;

/** Rule I12 and what else holds of every capacity-share claim. */
final class CapacityRules {
    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private CapacityRules() {}

    /** Throws the first rule's problem that the claim breaks, listing all of that and other rules. */
    static void require(CapacityShareContent claim, boolean observed, LocalDate today) {
        Violation.refuse(broken(claim, observed, today));
    }

    static List<Violation> broken(CapacityShareContent claim, boolean observed, LocalDate today) {
        List<Violation> broken = new ArrayList<>();
        share(claim.share(), broken);
        denominator(claim, broken);
        FuzzyDate period = claim.period();
        if (period != null && period.isCertainlyAfter(today)) {
            switch (claim.modality()) {
                case MEASURED, ASSERTED ->
                    broken.add(new Violation(
                            CapacityProblem.CAPACITY_PERIOD_IN_FUTURE,
                            "/period",
                            "What is " + claim.modality() + " cannot hold for " + period + ", which has not begun."));
                case STATED_INTENT, PLAN, EXPECTATION, OPINION -> {}
            }
        }
        unknownReasons(claim, observed, broken);
        return broken;
    }

    private static void share(Quantity share, List<Violation> broken) {
        if (!"%".equals(share.unit()) || share.countingUnit() != null) {
            broken.add(new Violation(
                    CapacityProblem.CAPACITY_SHARE_RANGE, "/share/unit", "A share is given in percent, unit %."));
        }
        if (isOutside(share.value())) {
            broken.add(outside("/share/value", share.value()));
        }
        if (share.upper() != null && isOutside(share.upper())) {
            broken.add(outside("/share/upper", share.upper()));
        }
    }

    private static boolean isOutside(BigDecimal percent) {
        return percent.signum() < 0 || percent.compareTo(WHOLE) > 0;
    }

    private static Violation outside(String pointer, BigDecimal percent) {
        return new Violation(
                CapacityProblem.CAPACITY_SHARE_RANGE,
                pointer,
                "A share lies between 0 and 100 percent, not at " + percent.toPlainString() + ".");
    }

    private static void denominator(CapacityShareContent claim, List<Violation> broken) {
        if (PlainText.hasMarkup(claim.denominator())) {
            broken.add(
                    new Violation(RecordsProblem.MARKUP_IN_TEXT, "/denominator", "The whole is named in plain text."));
        }
        String country = claim.denominatorCountry();
        boolean needsCountry = claim.denominatorScope() == DenominatorScope.SECTOR_COUNTRY;
        if (needsCountry != (country != null)) {
            broken.add(new Violation(
                    CapacityProblem.CAPACITY_DENOMINATOR,
                    "/denominatorCountry",
                    "A country belongs to the scope SECTOR_COUNTRY, and to it alone."));
        } else if (country != null && !COUNTRIES.contains(country)) {
            broken.add(new Violation(
                    CapacityProblem.CAPACITY_DENOMINATOR,
                    "/denominatorCountry",
                    "'" + country + "' is not a country of ISO 3166-1."));
        }
    }

    private static void unknownReasons(CapacityShareContent claim, boolean observed, List<Violation> broken) {
        for (String name : claim.unknownReasons().keySet()) {
            if (!name.equals("period")) {
                broken.add(unknown(name, "There is no value '" + name + "' that can be unknown; known is period."));
            }
        }
        boolean hasReason = claim.unknownReasons().containsKey("period");
        if (claim.period() != null && hasReason) {
            broken.add(unknown("period", "The period is there and has a reason to be unknown."));
        }
        if (observed && claim.period() == null && !hasReason) {
            broken.add(unknown("period", "The period is missing without a reason."));
        }
    }

    private static Violation unknown(String name, String message) {
        return new Violation(
                CapacityProblem.CAPACITY_UNKNOWN_REASON,
                "/unknownReasons/" + name.replace("~", "~0").replace("/", "~1"),
                message);
    }
}
