package org.ckep.investment.project;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.ckep.investment.register.Violation;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.records.PlainText;
import org.ckep.records.RecordsProblem;
import org.jspecify.annotations.Nullable;

/** What holds of every project, whoever wrote it. Pure: sees only what the writer may read. */
final class ProjectInvariants {
    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private ProjectInvariants() {}

    /**
     * A project as it would be stored.
     *
     * @param urn the project's own name
     * @param siteCountries country of each of its sites, ISO 3166-1 alpha-2
     * @param notShown guards that its sources cannot show; rules about missing values yield to them
     */
    record Subject(
            Urn urn,
            ProjectContent content,
            ProjectState state,
            @Nullable FuzzyDate stateSince,
            Map<Urn, String> siteCountries,
            Set<Guard> notShown) {}

    /** Every rule that a new project breaks. */
    static List<Violation> violations(Subject subject, LocalDate today) {
        return violations(subject, null, today);
    }

    /**
     * Every rule that a changed project breaks. The lists of units and of headings are younger than some records: what one
     * of these said before it may go on saying, so that a change of something else is not barred.
     *
     * @param before the content that is stored, null of a new project
     */
    static List<Violation> violations(Subject subject, @Nullable ProjectContent before, LocalDate today) {
        List<Violation> violations = new ArrayList<>();
        ProjectContent content = subject.content();
        if (PlainText.hasMarkup(content.title())) {
            violations.add(new Violation(
                    RecordsProblem.MARKUP_IN_TEXT, "/title", "markup", "A title is plain text, without HTML."));
        }
        violations.addAll(DateRules.order(content, today));
        FuzzyDate since = subject.stateSince();
        if (since != null && since.isCertainlyAfter(today)) {
            violations.add(new Violation(
                    ProjectProblem.PROJECT_DATE_IN_FUTURE,
                    "/stateSince",
                    "future",
                    "The state cannot hold since " + since + ", which lies after today (" + today + ")."));
        }
        if (!subject.notShown().contains(Guard.STATE_DATE)) {
            violations.addAll(DateRules.implied(content, subject.state(), since));
        }
        sectors(content, violations);
        places(subject, violations);
        parties(subject, violations);
        amounts(content, violations);
        units(content, before == null ? List.of() : before.capacity(), violations);
        products(content, before == null ? List.of() : before.products(), violations);
        parent(subject, violations);
        unknownReasons(subject, violations);
        modality(subject, violations);
        return violations;
    }

    /** Rule I13. */
    private static void sectors(ProjectContent content, List<Violation> violations) {
        Set<String> codes = new HashSet<>();
        BigDecimal sum = BigDecimal.ZERO;
        boolean complete = true;
        for (int i = 0; i < content.sectors().size(); i++) {
            ProjectContent.SectorShare sector = content.sectors().get(i);
            if (!codes.add(sector.code())) {
                violations.add(new Violation(
                        ProjectProblem.PROJECT_SECTOR_SHARES,
                        "/sectors/" + i + "/code",
                        "duplicate",
                        "The sector " + sector.code() + " stands twice."));
            }
            BigDecimal share = sector.share();
            if (share == null) {
                complete = false;
            } else if (share.signum() <= 0) {
                violations.add(new Violation(
                        ProjectProblem.PROJECT_SECTOR_SHARES,
                        "/sectors/" + i + "/share",
                        "not-positive",
                        "A sector's share is above zero, not " + share.toPlainString() + "."));
            } else {
                sum = sum.add(share);
            }
        }
        if (content.sectors().isEmpty()) {
            return;
        }
        int against = sum.compareTo(WHOLE);
        if (complete ? against != 0 : against >= 0) {
            violations.add(new Violation(
                    ProjectProblem.PROJECT_SECTOR_SHARES,
                    "/sectors",
                    "sum",
                    "The shares of the sectors sum to " + sum.toPlainString()
                            + (complete
                                    ? " and not to 100."
                                    : ", which leaves nothing for the sectors without a share.")));
        }
    }

    /** Rule I8. */
    private static void places(Subject subject, List<Violation> violations) {
        ProjectContent content = subject.content();
        boolean thirdMarket = content.direction() == Direction.JOINT_THIRD_MARKET;
        if (thirdMarket == content.hostCountries().isEmpty()) {
            violations.add(new Violation(
                    ProjectProblem.PROJECT_HOST_COUNTRIES,
                    "/hostCountries",
                    thirdMarket ? "missing" : "superfluous",
                    "Host countries belong to the direction JOINT_THIRD_MARKET, and to it alone."));
        }
        for (int i = 0; i < content.hostCountries().size(); i++) {
            String country = content.hostCountries().get(i);
            if (!COUNTRIES.contains(country) || country.equals("CN") || country.equals("KR")) {
                violations.add(new Violation(
                        ProjectProblem.PROJECT_HOST_COUNTRIES,
                        "/hostCountries/" + i,
                        "country",
                        "'" + country + "' is not the ISO 3166-1 code of a third country."));
            }
        }
        List<String> hosts = content.direction().hosts(content.hostCountries());
        for (int i = 0; i < content.sites().size(); i++) {
            String country = subject.siteCountries().get(content.sites().get(i));
            if (country != null && !hosts.contains(country)) {
                violations.add(new Violation(
                        ProjectProblem.PROJECT_SITE_COUNTRY,
                        "/sites/" + i,
                        "country",
                        "The site lies in " + country + ", but a project " + content.direction() + " is hosted in "
                                + String.join(", ", hosts) + "."));
            }
        }
    }

    private static void parties(Subject subject, List<Violation> violations) {
        ProjectContent content = subject.content();
        Set<ProjectContent.Participant> seen = new HashSet<>();
        for (int i = 0; i < content.participants().size(); i++) {
            ProjectContent.Participant participant = content.participants().get(i);
            boolean named = participant.org().isNamed();
            if (named && !seen.add(participant)) {
                violations.add(
                        party(i, "duplicate", "The organisation stands twice in the role " + participant.role() + "."));
            }
            if (!named
                    && subject.state().effective().isBinding()
                    && !subject.notShown().contains(Guard.NAMED_PARTIES)) {
                violations.add(party(i, "unnamed", "From COMMITTED on every party has a name; this one is unnamed."));
            }
            if (!named && content.sources().isEmpty()) {
                violations.add(party(i, "unsourced", "An unnamed party needs a source that speaks of it."));
            }
        }
    }

    private static Violation party(int index, String code, String message) {
        return new Violation(ProjectProblem.PROJECT_PARTIES, "/participants/" + index + "/org", code, message);
    }

    private static void amounts(ProjectContent content, List<Violation> violations) {
        content.amounts().forEach((name, investment) -> {
            if (investment.amount().signum() <= 0) {
                violations.add(new Violation(
                        ProjectProblem.PROJECT_AMOUNT_NOT_POSITIVE,
                        "/" + name + "/amount",
                        "not-positive",
                        "An investment is above zero, not "
                                + investment.amount().toPlainString() + "."));
            }
        });
        if (content.jobs() != null) {
            violations.addAll(content.jobs().violations("/jobs"));
        }
        for (int i = 0; i < content.capacity().size(); i++) {
            BigDecimal value = content.capacity().get(i).quantity().value();
            if (value.signum() < 0) {
                violations.add(new Violation(
                        ProjectProblem.PROJECT_AMOUNT_NOT_POSITIVE,
                        "/capacity/" + i + "/quantity/value",
                        "negative",
                        "A capacity is not negative: " + value.toPlainString() + "."));
            }
        }
    }

    private static void units(ProjectContent content, List<CapacityEntry> before, List<Violation> violations) {
        for (int i = 0; i < content.capacity().size(); i++) {
            CapacityEntry entry = content.capacity().get(i);
            String unit = entry.quantity().unit();
            if (unit != null && !CapacityUnits.isKnown(unit) && !before.contains(entry)) {
                violations.add(new Violation(
                        ProjectProblem.PROJECT_UNIT,
                        "/capacity/" + i + "/quantity/unit",
                        "unknown",
                        "'" + unit + "' is no unit of a capacity: " + CapacityUnits.known() + "."));
            }
        }
    }

    private static void products(ProjectContent content, List<String> before, List<Violation> violations) {
        for (int i = 0; i < content.products().size(); i++) {
            String code = content.products().get(i);
            if (!Headings.has(code) && !before.contains(code)) {
                violations.add(new Violation(
                        ProjectProblem.PROJECT_PRODUCT,
                        "/products/" + i,
                        "unknown",
                        "Chapter " + code.substring(0, 2) + " of the Harmonized System has no heading "
                                + code.substring(0, 4) + "."));
            }
        }
    }

    /** The part of rule I11 that one record shows; longer cycles are found in the database, under a lock. */
    private static void parent(Subject subject, List<Violation> violations) {
        ProjectContent content = subject.content();
        if ((content.parentProject() == null) != (content.relation() == null)) {
            violations.add(new Violation(
                    ProjectProblem.PROJECT_PARENT,
                    content.relation() == null ? "/relation" : "/parentProject",
                    "missing",
                    "A parent project and the relation to it come together."));
        }
        if (subject.urn().equals(content.parentProject())) {
            violations.add(new Violation(
                    ProjectProblem.PROJECT_CYCLE, "/parentProject", "self", "A project is not its own parent."));
        }
    }

    private static void unknownReasons(Subject subject, List<Violation> violations) {
        for (String name : subject.content().unknownReasons().keySet()) {
            boolean present =
                    switch (name) {
                        case ProjectContent.TOTAL_INVESTMENT,
                                ProjectContent.REGISTERED_CAPITAL,
                                ProjectContent.OWN_CONTRIBUTION ->
                            subject.content().amounts().containsKey(name);
                        case "jobs" -> subject.content().jobs() != null;
                        case "stateSince" -> subject.stateSince() != null;
                        default -> {
                            violations.add(unknownReason(
                                    name,
                                    "unknown",
                                    "There is no value '" + name + "' that can be unknown; known are stateSince, "
                                            + String.join(", ", ProjectContent.AMOUNTS) + " and jobs."));
                            yield false;
                        }
                    };
            if (present) {
                violations.add(unknownReason(
                        name, "present", "The value '" + name + "' is there and has a reason to be unknown."));
            }
        }
    }

    static Violation unknownReason(String name, String code, String message) {
        return new Violation(
                ProjectProblem.PROJECT_UNKNOWN_REASON,
                "/unknownReasons/" + name.replace("~", "~0").replace("/", "~1"),
                code,
                message);
    }

    /** Rule I16: what is only expected or opined cannot have been announced, let alone built. */
    private static void modality(Subject subject, List<Violation> violations) {
        boolean driven =
                switch (subject.state().status()) {
                    case PROSPECT, WITHDRAWN, CANCELLED -> false;
                    case ANNOUNCED,
                            FILED,
                            APPROVED,
                            COMMITTED,
                            UNDER_CONSTRUCTION,
                            COMMISSIONING,
                            OPERATIONAL,
                            WINDING_DOWN,
                            CLOSED,
                            PARTIALLY_CLOSED,
                            COMPLETED,
                            SUSPENDED -> true;
                };
        if (driven && subject.content().modality().onlyOnRequest()) {
            violations.add(new Violation(
                    ProjectProblem.PROJECT_MODALITY,
                    "/modality",
                    "modality",
                    "A project in the state " + subject.state().status() + " is more than "
                            + subject.content().modality() + "."));
        }
    }
}
