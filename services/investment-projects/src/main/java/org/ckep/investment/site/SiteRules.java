package org.ckep.investment.site;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.ckep.investment.register.Violation;
import org.ckep.kernel.value.Place;
import org.ckep.kernel.value.Quantity;
import org.ckep.records.PlainText;
import org.ckep.records.RecordsProblem;

/** What holds of every site, whoever wrote it. */
final class SiteRules {
    /** The largest site that is believed, in km2; more is a wrong unit. */
    private static final BigDecimal LARGEST = BigDecimal.valueOf(1000);

    /** The smallest site that is believed, in km2 (1 000 m2); less is a wrong unit: 80.4 m2 for 80.4 km2. */
    private static final BigDecimal SMALLEST = new BigDecimal("0.001");

    private SiteRules() {}

    /** Throws the first rule's problem that the content breaks, listing all of that and other rules. */
    static void require(SiteContent content, LocalDate today) {
        Violation.refuse(broken(content, today));
    }

    static List<Violation> broken(SiteContent content, LocalDate today) {
        List<Violation> broken = new ArrayList<>();
        if (PlainText.hasMarkup(content.title())) {
            broken.add(new Violation(RecordsProblem.MARKUP_IN_TEXT, "/title", "A title is plain text, without HTML."));
        }
        if (content.since() != null
                && content.since().isCertainlyAfter(today)
                && content.state() != SiteState.PLANNED) {
            broken.add(new Violation(
                    SiteProblem.SITE_DATE_IN_FUTURE,
                    "/since",
                    "The site cannot exist since " + content.since() + ", which lies after today (" + today + ")."));
        }
        landArea(content, broken);
        place(content.place(), broken);
        if (!content.org().isNamed() && content.sources().isEmpty()) {
            broken.add(new Violation(
                    SiteProblem.SITE_OWNER, "/org", "An unnamed owner needs a source that speaks of it."));
        }
        unknownReasons(content, broken);
        return broken;
    }

    private static void landArea(SiteContent content, List<Violation> broken) {
        Quantity area = content.landArea();
        if (area == null) {
            return;
        }
        if (!"km2".equals(area.unit())) {
            broken.add(new Violation(SiteProblem.SITE_LAND_AREA, "/landArea/unit", "A land area is given in km2."));
        } else if (area.value().compareTo(SMALLEST) < 0 || area.value().compareTo(LARGEST) > 0) {
            broken.add(new Violation(
                    SiteProblem.SITE_LAND_AREA,
                    "/landArea/value",
                    "A site of " + area.value().toPlainString() + " km2 is not plausible; check the unit."));
        }
    }

    private static void place(Place place, List<Violation> broken) {
        if (place.city() != null) {
            Cities.contradiction(place.city(), place.iso3166_2())
                    .ifPresent(
                            message -> broken.add(new Violation(SiteProblem.SITE_PLACE, "/place/iso3166_2", message)));
        }
    }

    private static void unknownReasons(SiteContent content, List<Violation> broken) {
        for (String name : content.unknownReasons().keySet()) {
            boolean present =
                    switch (name) {
                        case "since" -> content.since() != null;
                        case "landArea" -> content.landArea() != null;
                        default -> {
                            broken.add(unknown(
                                    name,
                                    "There is no value '" + name
                                            + "' that can be unknown; known are since and landArea."));
                            yield false;
                        }
                    };
            if (present) {
                broken.add(unknown(name, "The value '" + name + "' is there and has a reason to be unknown."));
            }
        }
    }

    /** An observed site says why a date is missing. */
    static void requireReasons(SiteContent content) {
        if (content.since() == null && !content.unknownReasons().containsKey("since")) {
            Violation.refuse(
                    List.of(unknown("since", "The date since when the site exists is missing without a reason.")));
        }
    }

    private static Violation unknown(String name, String message) {
        return new Violation(
                SiteProblem.SITE_UNKNOWN_REASON,
                "/unknownReasons/" + name.replace("~", "~0").replace("/", "~1"),
                message);
    }
}
