package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.investment.project.Drafts.changed;
import static org.ckep.investment.project.Drafts.names;
import static org.ckep.investment.project.Examples.PROJECT;
import static org.ckep.investment.project.Examples.TODAY;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.UniqueElements;
import net.jqwik.api.statistics.Statistics;
import org.ckep.investment.project.ProjectContent.SectorShare;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.jspecify.annotations.Nullable;

/** Rules I6, I7, I8, I13 and I16 on any content: a project is refused where it breaks one, and nowhere else. */
class InvariantPropertiesTest {
    /** Which date lies before which: of each line every one before every later one. */
    private static final List<List<KeyDate>> PHYSICAL = List.of(
            List.of(
                    KeyDate.MOU_SIGNED,
                    KeyDate.ANNOUNCED,
                    KeyDate.APPROVED,
                    KeyDate.CONTRACT_SIGNED,
                    KeyDate.GROUNDBREAKING,
                    KeyDate.COMPLETION,
                    KeyDate.COMMISSIONED),
            List.of(KeyDate.GROUNDBREAKING, KeyDate.MASS_PRODUCTION));

    private static final List<List<KeyDate>> TRANSACTION = List.of(
            List.of(
                    KeyDate.MOU_SIGNED,
                    KeyDate.ANNOUNCED,
                    KeyDate.APPROVED,
                    KeyDate.GROUNDBREAKING,
                    KeyDate.COMPLETION,
                    KeyDate.COMMISSIONED),
            List.of(
                    KeyDate.MOU_SIGNED,
                    KeyDate.ANNOUNCED,
                    KeyDate.CONTRACT_SIGNED,
                    KeyDate.GROUNDBREAKING,
                    KeyDate.COMPLETION,
                    KeyDate.COMMISSIONED),
            List.of(KeyDate.GROUNDBREAKING, KeyDate.MASS_PRODUCTION));

    /** States that imply a date of their own; the others carry the date since when they hold. */
    static final Map<String, KeyDate> IMPLIED = Map.of(
            "ANNOUNCED", KeyDate.ANNOUNCED,
            "FILED", KeyDate.FILED,
            "APPROVED", KeyDate.APPROVED,
            "UNDER_CONSTRUCTION", KeyDate.GROUNDBREAKING,
            "COMMISSIONING", KeyDate.COMPLETION,
            "OPERATIONAL", KeyDate.COMMISSIONED,
            "CLOSED", KeyDate.CLOSED,
            "WITHDRAWN", KeyDate.WITHDRAWN);

    /** A date, with its first and last day reckoned apart from it. */
    record Dated(FuzzyDate date, LocalDate first, LocalDate last) {}

    @Provide
    Arbitrary<Map<KeyDate, Dated>> dates() {
        Arbitrary<Dated> dates = Combinators.combine(
                        Arbitraries.integers().between(2018, 2027),
                        Arbitraries.integers().between(1, 12),
                        Arbitraries.of("", "month", "quarter", "half", "day"))
                .as(InvariantPropertiesTest::dated);
        return Arbitraries.maps(Arbitraries.of(KeyDate.class), dates).ofMaxSize(7);
    }

    private static Dated dated(int year, int month, String precision) {
        LocalDate first = LocalDate.of(year, month, 1);
        int quarter = (month + 2) / 3;
        return switch (precision) {
            case "day" -> new Dated(FuzzyDate.parse(first.toString()), first, first);
            case "month" ->
                new Dated(
                        FuzzyDate.parse(first.toString().substring(0, 7)),
                        first,
                        first.plusMonths(1).minusDays(1));
            case "quarter" ->
                new Dated(
                        FuzzyDate.parse(year + "-Q" + quarter),
                        LocalDate.of(year, 3 * quarter - 2, 1),
                        LocalDate.of(year, 3 * quarter, 1).plusMonths(1).minusDays(1));
            case "half" ->
                new Dated(
                        FuzzyDate.parse(year + (month < 7 ? "-H1" : "-H2")),
                        LocalDate.of(year, month < 7 ? 1 : 7, 1),
                        month < 7 ? LocalDate.of(year, 6, 30) : LocalDate.of(year, 12, 31));
            default ->
                new Dated(
                        FuzzyDate.parse(Integer.toString(year)), LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31));
        };
    }

    private static Map<KeyDate, KeyDates> actual(Map<KeyDate, Dated> dates) {
        Map<KeyDate, KeyDates> actual = new EnumMap<>(KeyDate.class);
        dates.forEach((key, dated) -> actual.put(key, new KeyDates(List.of(), dated.date())));
        return actual;
    }

    @Property
    void i6_datesAreRefusedWhereTheirOrderIsImpossibleOrTheyLieAhead(
            @ForAll Profile profile, @ForAll("dates") Map<KeyDate, Dated> dates) {
        Set<String> expected = new TreeSet<>();
        dates.forEach((key, dated) -> {
            if (dated.first().isAfter(TODAY)) {
                expected.add("project-date-in-future /keyDates/" + key + "/actual");
            }
        });
        for (List<KeyDate> line : profile == Profile.PHYSICAL ? PHYSICAL : TRANSACTION) {
            List<KeyDate> known = line.stream().filter(dates::containsKey).toList();
            for (int i = 0; i < known.size(); i++) {
                for (KeyDate later : known.subList(i + 1, known.size())) {
                    if (dates.get(known.get(i)).first().isAfter(dates.get(later).last())) {
                        expected.add("project-date-order /keyDates/" + later + "/actual");
                    }
                }
            }
        }
        ProjectContent content = changed(draft -> {
            draft.type = profile == Profile.PHYSICAL ? ProjectType.GREENFIELD : ProjectType.MERGER_ACQUISITION;
            draft.keyDates = actual(dates);
        });
        Statistics.label("dates")
                .collect(expected.isEmpty() ? "possible" : "impossible")
                .coverage(found -> {
                    found.check("possible").percentage(part -> part > 5);
                    found.check("impossible").percentage(part -> part > 5);
                });
        assertThat(new TreeSet<>(names(DateRules.order(content, TODAY)))).isEqualTo(expected);
    }

    @Provide
    Arbitrary<ProjectState> states() {
        return Arbitraries.of(
                LifecycleTable.of(Profile.PHYSICAL).keySet().stream().toList());
    }

    @Property
    void i7_aStateIsRefusedWithoutItsDateAndOnlyThen(
            @ForAll("states") ProjectState state, @ForAll("dates") Map<KeyDate, Dated> dates, @ForAll boolean since) {
        // A project that is halted still was what it was halted in, and carries the date since when it is not.
        String[] parts = state instanceof ProjectState.Suspended(ProjectStatus resumeTo)
                ? new String[] {"SUSPENDED", resumeTo.name()}
                : new String[] {state.status().name(), state.status().name()};
        List<String> expected = new ArrayList<>();
        KeyDate implied = IMPLIED.get(parts[1]);
        if (implied != null && !dates.containsKey(implied)) {
            expected.add("project-date-missing /keyDates/" + implied + "/actual");
        }
        if (!IMPLIED.containsKey(parts[0]) && !since) {
            expected.add("project-date-missing /stateSince");
        }
        ProjectContent content = changed(draft -> draft.keyDates = actual(dates));
        @Nullable FuzzyDate stateSince = since ? FuzzyDate.parse("2024") : null;
        assertThat(violations(content, state, stateSince, Map.of(), "project-date-missing"))
                .isEqualTo(expected);
    }

    private static List<String> violations(
            ProjectContent content,
            ProjectState state,
            @Nullable FuzzyDate since,
            Map<Urn, String> countries,
            String type) {
        return names(ProjectInvariants.violations(
                        new ProjectInvariants.Subject(PROJECT, content, state, since, countries, Set.of()), TODAY))
                .stream()
                .filter(name -> name.startsWith(type + " "))
                .toList();
    }

    @Property
    void i8_aSiteIsRefusedOutsideTheHostCountriesAndOnlyThere(
            @ForAll Direction direction,
            @ForAll("countries") List<String> sites,
            @ForAll("thirdCountries") @UniqueElements List<String> third) {
        Map<Urn, String> countries = new HashMap<>();
        List<String> expected = new ArrayList<>();
        Predicate<String> hosts =
                switch (direction) {
                    case KR_TO_CN -> "CN"::equals;
                    case CN_TO_KR -> "KR"::equals;
                    case MUTUAL -> country -> country.equals("CN") || country.equals("KR");
                    case JOINT_THIRD_MARKET -> third::contains;
                };
        List<Urn> urns = new ArrayList<>();
        for (int i = 0; i < sites.size(); i++) {
            urns.add(Examples.urn("site", 100 + i));
            countries.put(urns.get(i), sites.get(i));
            if (!hosts.test(sites.get(i))) {
                expected.add("project-site-country /sites/" + i);
            }
        }
        ProjectContent content = changed(draft -> {
            draft.direction = direction;
            draft.sites = urns;
            draft.hostCountries = third;
        });
        assertThat(violations(content, Drafts.PROSPECT, FuzzyDate.parse("2024"), countries, "project-site-country"))
                .isEqualTo(expected);
    }

    @Provide
    Arbitrary<List<String>> countries() {
        return Arbitraries.of("CN", "KR", "VN", "ID").list().ofMaxSize(5);
    }

    @Provide
    Arbitrary<List<String>> thirdCountries() {
        return Arbitraries.of("VN", "ID", "HU").list().ofMaxSize(3);
    }

    /** Tenths of percents, so that many of them make the whole; the last one is what is left in half of the cases. */
    @Provide
    Arbitrary<List<SectorShare>> sectors() {
        Arbitrary<Integer> tenths = Arbitraries.integers().between(-5, 700);
        return Combinators.combine(
                        tenths.injectNull(0.1).list().ofMaxSize(4),
                        Arbitraries.of(true, false),
                        Arbitraries.of("SEMI", "BATT", "NEV", "CHEM", "BIO", "ICT")
                                .list()
                                .ofSize(5))
                .as((shares, fill, codes) -> {
                    List<@Nullable Integer> all = new ArrayList<>(shares);
                    if (fill) {
                        all.add(1000
                                - shares.stream()
                                        .mapToInt(share -> share == null ? 0 : share)
                                        .sum());
                    }
                    List<SectorShare> sectors = new ArrayList<>();
                    for (int i = 0; i < all.size(); i++) {
                        Integer share = all.get(i);
                        sectors.add(new SectorShare(codes.get(i), share == null ? null : BigDecimal.valueOf(share, 1)));
                    }
                    return sectors;
                });
    }

    @Property
    void i13_sectorsAreAcceptedWhereTheyMakeTheWholeAndOnlyThere(@ForAll("sectors") List<SectorShare> sectors) {
        int tenths = 0;
        boolean complete = true;
        boolean positive = true;
        Set<String> codes = new HashSet<>();
        for (SectorShare sector : sectors) {
            codes.add(sector.code());
            if (sector.share() == null) {
                complete = false;
            } else {
                int share = sector.share().movePointRight(1).intValueExact();
                positive &= share > 0;
                tenths += share;
            }
        }
        boolean whole = sectors.isEmpty() || (complete ? tenths == 1000 : tenths < 1000);
        boolean accepted = positive && whole && codes.size() == sectors.size();
        Statistics.label("sectors").collect(accepted).coverage(found -> {
            found.check(true).percentage(part -> part > 5);
            found.check(false).percentage(part -> part > 5);
        });
        assertThat(violations(
                                changed(draft -> draft.sectors = sectors),
                                Drafts.PROSPECT,
                                FuzzyDate.parse("2024"),
                                Map.of(),
                                "project-sector-shares")
                        .isEmpty())
                .isEqualTo(accepted);
    }

    @Property
    void i16_whatIsOnlyExpectedOrOpinedIsInNoStateBeyondAProspect(
            @ForAll("states") ProjectState state, @ForAll Modality modality) {
        boolean driven = !Set.of("PROSPECT", "WITHDRAWN", "CANCELLED")
                .contains(state.status().name());
        boolean mere = modality == Modality.EXPECTATION || modality == Modality.OPINION;
        assertThat(violations(
                        changed(draft -> draft.modality = modality),
                        state,
                        FuzzyDate.parse("2024"),
                        Map.of(),
                        "project-modality"))
                .isEqualTo(driven && mere ? List.of("project-modality /modality") : List.of());
    }
}
