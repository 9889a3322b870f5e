package org.ckep.investment.capacity;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.problem.ProblemType;
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
        List<Broken> broken = broken(claim, observed, today);
        if (!broken.isEmpty()) {
            Broken first = broken.getFirst();
            throw new ProblemException(first.type(), first.error().message())
                    .withErrors(broken.stream().map(Broken::error).toList());
        }
    }

    /** A rule that is broken, and where. */
    record Broken(ProblemType type, FieldError error) {
        Broken(ProblemType type, String pointer, String message) {
            this(type, FieldError.at(pointer, type.slug(), message));
        }
    }

    static List<Broken> broken(CapacityShareContent claim, boolean observed, LocalDate today) {
        List<Broken> broken = new ArrayList<>();
        share(claim.share(), broken);
        denominator(claim, broken);
        FuzzyDate period = claim.period();
        if (period != null && period.isCertainlyAfter(today)) {
            switch (claim.modality()) {
                case MEASURED, ASSERTED ->
                    broken.add(new Broken(
                            CapacityProblem.CAPACITY_PERIOD_IN_FUTURE,
                            "/period",
                            "What is " + claim.modality() + " cannot hold for " + period + ", which has not begun."));
                case STATED_INTENT, PLAN, EXPECTATION, OPINION -> {}
            }
        }
        unknownReasons(claim, observed, broken);
        return broken;
    }

    private static void share(Quantity share, List<Broken> broken) {
        if (!"%".equals(share.unit()) || share.countingUnit() != null) {
            broken.add(new Broken(
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

    private static Broken outside(String pointer, BigDecimal percent) {
        return new Broken(
                CapacityProblem.CAPACITY_SHARE_RANGE,
                pointer,
                "A share lies between 0 and 100 percent, not at " + percent.toPlainString() + ".");
    }

    private static void denominator(CapacityShareContent claim, List<Broken> broken) {
        if (PlainText.hasMarkup(claim.denominator())) {
            broken.add(new Broken(RecordsProblem.MARKUP_IN_TEXT, "/denominator", "The whole is named in plain text."));
        }
        String country = claim.denominatorCountry();
        boolean needsCountry = claim.denominatorScope() == DenominatorScope.SECTOR_COUNTRY;
        if (needsCountry != (country != null)) {
            broken.add(new Broken(
                    CapacityProblem.CAPACITY_DENOMINATOR,
                    "/denominatorCountry",
                    "A country belongs to the scope SECTOR_COUNTRY, and to it alone."));
        } else if (country != null && !COUNTRIES.contains(country)) {
            broken.add(new Broken(
                    CapacityProblem.CAPACITY_DENOMINATOR,
                    "/denominatorCountry",
                    "'" + country + "' is not a country of ISO 3166-1."));
        }
    }

    private static void unknownReasons(CapacityShareContent claim, boolean observed, List<Broken> broken) {
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

    private static Broken unknown(String name, String message) {
        return new Broken(
                CapacityProblem.CAPACITY_UNKNOWN_REASON,
                "/unknownReasons/" + name.replace("~", "~0").replace("/", "~1"),
                message);
    }
}
