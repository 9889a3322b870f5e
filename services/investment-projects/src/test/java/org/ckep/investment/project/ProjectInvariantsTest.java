package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.investment.project.Examples.INVESTOR;
import static org.ckep.investment.project.Examples.PROJECT;
import static org.ckep.investment.project.Examples.SITE;
import static org.ckep.investment.project.Examples.TODAY;
import static org.ckep.investment.project.Examples.content;
import static org.ckep.investment.project.Examples.greenfield;
import static org.ckep.investment.project.Examples.on;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.ckep.investment.project.ProjectContent.Participant;
import org.ckep.investment.project.ProjectContent.SectorShare;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.OrgRef;
import org.ckep.kernel.value.Quantity;
import org.ckep.kernel.value.UnknownReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectInvariantsTest {
    private static final ProjectState PROSPECT = new ProjectState.Prospect();

    @Test
    void aPlainProspectBreaksNothing() {
        assertThat(broken(greenfield(), PROSPECT)).isEmpty();
    }

    @ParameterizedTest(name = "{0} {1} is not after {2} {3}")
    @CsvSource({
        "MOU_SIGNED, 2023-05-02, ANNOUNCED, 2023-05-01",
        "ANNOUNCED, 2023-06, APPROVED, 2023-05-31",
        "FILED, 2023-Q3, APPROVED, 2023-06",
        "APPROVED, 2024, CONTRACT_SIGNED, 2023-12-31",
        "CONTRACT_SIGNED, 2024-02, GROUNDBREAKING, 2024-01",
        "GROUNDBREAKING, 2024-06-01, COMPLETION, 2024-05-31",
        "COMPLETION, 2025, COMMISSIONED, 2024",
        "GROUNDBREAKING, 2024-06-01, MASS_PRODUCTION, 2024-05-31",
        "ANNOUNCED, 2025-01-01, COMMISSIONED, 2024-12-31",
    })
    void i6_datesThatCannotBeInThisOrderAreRefused(KeyDate earlier, String first, KeyDate later, String second) {
        assertThat(brokenPhysical(earlier, first, later, second))
                .containsExactly("project-date-order /keyDates/" + later + "/actual");
    }

    @ParameterizedTest(name = "{0} {1} may be before {2} {3}")
    @CsvSource({
        "GROUNDBREAKING, 2024-05-31, COMPLETION, 2024-05",
        "ANNOUNCED, 2023, APPROVED, 2023-05-31",
        "ANNOUNCED, 2023-Q2, APPROVED, 2023-06-30",
        "COMPLETION, 2025, COMMISSIONED, 2025-01-01",
        "MASS_PRODUCTION, 2024, COMMISSIONED, 2023",
    })
    void i6_datesAreComparedAsExactlyAsTheyAreKnown(KeyDate one, String first, KeyDate other, String second) {
        assertThat(brokenPhysical(one, first, other, second)).isEmpty();
    }

    @Test
    void i6_inATransactionTheContractMayComeBeforeClearance() {
        ProjectContent dalian = content(ProjectType.MERGER_ACQUISITION)
                .happened(KeyDate.CONTRACT_SIGNED, on("2020-10-20"))
                .happened(KeyDate.APPROVED, on("2021-12-22"));
        assertThat(broken(dalian, PROSPECT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-02", "2026-03", "2026-Q2", "2027"})
    void i6_whatHasHappenedIsNotInTheFuture(String date) {
        assertThat(broken(greenfield().happened(KeyDate.GROUNDBREAKING, on(date)), PROSPECT))
                .containsExactly("project-date-in-future /keyDates/GROUNDBREAKING/actual");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-01", "2026-02", "2026-Q1", "2026"})
    void i6_aPeriodThatHasBegunIsNotInTheFuture(String date) {
        assertThat(broken(greenfield().happened(KeyDate.GROUNDBREAKING, on(date)), PROSPECT))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ANNOUNCED, ANNOUNCED",
        "FILED, FILED",
        "APPROVED, APPROVED",
        "UNDER_CONSTRUCTION, GROUNDBREAKING",
        "COMMISSIONING, COMPLETION",
        "OPERATIONAL, COMMISSIONED",
        "CLOSED, CLOSED",
        "WITHDRAWN, WITHDRAWN",
    })
    void i7_aStateImpliesItsDate(ProjectStatus status, KeyDate implied) {
        ProjectState state = ProjectState.of(status, null);
        assertThat(broken(greenfield(), state))
                .containsExactly("project-date-missing /keyDates/" + implied + "/actual");
        assertThat(broken(greenfield().happened(implied, on("2024")), state)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = ProjectStatus.class,
            names = {"PROSPECT", "COMMITTED", "WINDING_DOWN", "CANCELLED"})
    void i7_everyOtherStateCarriesTheDateSinceWhenItHolds(ProjectStatus status) {
        ProjectState state = ProjectState.of(status, null);
        assertThat(names(ProjectInvariants.violations(
                        new ProjectInvariants.Subject(PROJECT, greenfield(), state, null, Map.of(), Set.of()), TODAY)))
                .containsExactly("project-date-missing /stateSince");
        assertThat(broken(greenfield(), state)).isEmpty();
    }

    @Test
    void i7_aMissingDateIsAllowedWhereItIsNamedAsNotShown() {
        assertThat(names(ProjectInvariants.violations(
                        new ProjectInvariants.Subject(
                                PROJECT,
                                greenfield(),
                                new ProjectState.Operational(),
                                null,
                                Map.of(),
                                Set.of(Guard.STATE_DATE)),
                        TODAY)))
                .isEmpty();
    }

    @Test
    void i8_aSiteLiesInTheHostCountry() {
        ProjectContent toKorea = changed(c -> c.direction = Direction.CN_TO_KR);
        assertThat(broken(toKorea, PROSPECT)).containsExactly("project-site-country /sites/0");
        ProjectContent mutual = changed(c -> c.direction = Direction.MUTUAL);
        assertThat(broken(mutual, PROSPECT)).isEmpty();
        ProjectContent thirdMarket = changed(c -> {
            c.direction = Direction.JOINT_THIRD_MARKET;
            c.hostCountries = List.of("VN", "ID");
        });
        assertThat(broken(thirdMarket, PROSPECT)).containsExactly("project-site-country /sites/0");
    }

    @Test
    void hostCountriesBelongToThirdMarketsAlone() {
        assertThat(broken(changed(c -> c.hostCountries = List.of("VN")), PROSPECT))
                .containsExactly("project-host-countries /hostCountries");
        assertThat(broken(
                        changed(c -> {
                            c.direction = Direction.JOINT_THIRD_MARKET;
                            c.sites = List.of();
                        }),
                        PROSPECT))
                .containsExactly("project-host-countries /hostCountries");
        for (String wrong : List.of("CN", "KR", "XX", "vn")) {
            assertThat(broken(
                            changed(c -> {
                                c.direction = Direction.JOINT_THIRD_MARKET;
                                c.hostCountries = List.of("VN", wrong);
                                c.sites = List.of();
                            }),
                            PROSPECT))
                    .containsExactly("project-host-countries /hostCountries/1");
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "SEMI=100; ",
                "SEMI=60,BATT=40; ",
                "SEMI=60,BATT; ",
                "SEMI; ",
                "SEMI=60,BATT=60; project-sector-shares /sectors",
                "SEMI=99.99; project-sector-shares /sectors",
                "SEMI=100,BATT; project-sector-shares /sectors",
                "SEMI=50,SEMI=50; project-sector-shares /sectors/1/code",
                "SEMI=0,BATT=100; project-sector-shares /sectors/0/share",
                "SEMI=120,BATT=-20; project-sector-shares /sectors/1/share",
            })
    void i13_sectorSharesSumToAHundred(String sectors, String expected) {
        List<SectorShare> shares = Arrays.stream(sectors.split(","))
                .map(sector -> sector.split("="))
                .map(parts -> new SectorShare(parts[0], parts.length == 1 ? null : new BigDecimal(parts[1])))
                .toList();
        List<String> broken = broken(changed(c -> c.sectors = shares), PROSPECT);
        assertThat(broken.stream().findFirst().orElse(null)).isEqualTo(expected);
    }

    @Test
    void anUnnamedPartyIsAllowedBeforeCommitmentWithASource() {
        assertThat(broken(withUnnamedPartner(greenfield()), PROSPECT)).isEmpty();
        assertThat(broken(withUnnamedPartner(changed(c -> c.sources = List.of())), PROSPECT))
                .containsExactly("project-parties /participants/2/org");
        assertThat(broken(withUnnamedPartner(greenfield()), new ProjectState.Committed()))
                .containsExactly("project-parties /participants/2/org");
        assertThat(broken(withUnnamedPartner(greenfield()), new ProjectState.Suspended(ProjectStatus.COMMITTED)))
                .containsExactly("project-parties /participants/2/org");
    }

    @Test
    void noOrganisationStandsTwiceInOneRole() {
        Participant investor = new Participant(INVESTOR, ParticipantRole.INVESTOR);
        assertThat(broken(changed(c -> c.participants = List.of(investor, investor)), PROSPECT))
                .containsExactly("project-parties /participants/1/org");
        assertThat(broken(
                        changed(c -> c.participants =
                                List.of(investor, new Participant(INVESTOR, ParticipantRole.CONTRACTOR))),
                        PROSPECT))
                .isEmpty();
    }

    @Test
    void i11_aProjectIsNotItsOwnParent() {
        assertThat(broken(
                        changed(c -> {
                            c.parentProject = PROJECT;
                            c.relation = ProjectRelation.PHASE_OF;
                        }),
                        PROSPECT))
                .containsExactly("project-cycle /parentProject");
    }

    @Test
    void aParentAndTheRelationToItComeTogether() {
        assertThat(broken(changed(c -> c.parentProject = Examples.urn("project", 9)), PROSPECT))
                .containsExactly("project-parent /relation");
        assertThat(broken(changed(c -> c.relation = ProjectRelation.EXPANDS), PROSPECT))
                .containsExactly("project-parent /parentProject");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<b>Plant</b>", "Plant <script>alert(1)</script>", "Plant &lt;1", "<!-- x -->", "&#60;b"})
    void aTitleIsNoMarkup(String title) {
        assertThat(broken(changed(c -> c.title = LocalizedText.en(title)), PROSPECT))
                .containsExactly("markup-in-text /title");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Plant A & B", "Yield > 90 %, cost < 10 %", "第二期 (200 km²)"})
    void plainSignsAreNoMarkup(String title) {
        assertThat(broken(changed(c -> c.title = LocalizedText.en(title)), PROSPECT))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Modality.class,
            names = {"EXPECTATION", "OPINION"})
    void i16_expectationAndOpinionCarryNoState(Modality modality) {
        ProjectContent content = changed(c -> c.modality = modality).happened(KeyDate.ANNOUNCED, on("2024"));
        assertThat(broken(content, PROSPECT)).isEmpty();
        assertThat(broken(content, new ProjectState.Announced())).containsExactly("project-modality /modality");
    }

    @Test
    void unknownReasonsBelongToMissingValuesAlone() {
        assertThat(broken(
                        changed(c -> c.unknownReasons = Map.of("totalInvestment", UnknownReason.UNDISCLOSED)),
                        PROSPECT))
                .isEmpty();
        assertThat(broken(changed(c -> c.unknownReasons = Map.of("stateSince", UnknownReason.NOT_STATED)), PROSPECT))
                .containsExactly("project-unknown-reason /unknownReasons/stateSince");
        assertThat(broken(changed(c -> c.unknownReasons = Map.of("colour", UnknownReason.NOT_STATED)), PROSPECT))
                .containsExactly("project-unknown-reason /unknownReasons/colour");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5"})
    void anInvestmentIsAboveZero(String amount) {
        Investment investment = new Investment(new BigDecimal(amount), "KRW", InvestmentBasis.DECLARED, null, null);
        assertThat(broken(changed(c -> c.totalInvestment = investment), PROSPECT))
                .containsExactly("project-amount-not-positive /totalInvestment/amount");
    }

    @Test
    void aCapacityIsNotNegative() {
        assertThat(broken(withCapacity(CapacityEntry.Kind.PLANNED, "-1"), PROSPECT))
                .containsExactly("project-amount-not-positive /capacity/0/quantity/value");
    }

    @Test
    void plansAreAHistory() {
        ProjectContent before = planned("2024-Q4", "2025");
        assertThat(names(DateRules.plansKept(before, planned("2024-Q4", "2025", "2026-H1"))))
                .isEmpty();
        for (ProjectContent rewritten :
                List.of(planned("2024-Q4"), planned("2025"), planned("2024-Q3", "2025"), greenfield())) {
            assertThat(names(DateRules.plansKept(before, rewritten)))
                    .containsExactly("project-plan-rewritten /keyDates/GROUNDBREAKING/planned");
        }
    }

    static ProjectContent withUnnamedPartner(ProjectContent content) {
        Draft draft = new Draft(content);
        draft.participants = new ArrayList<>(content.participants());
        draft.participants.add(new Participant(OrgRef.unnamed(Side.CN, "Chinese partners"), ParticipantRole.PARTNER));
        return draft.content();
    }

    static ProjectContent withCapacity(CapacityEntry.Kind kind, String gigawattHours) {
        return changed(c -> c.capacity =
                List.of(new CapacityEntry("cells", Quantity.of(new BigDecimal(gigawattHours), "GWh"), kind, null)));
    }

    static ProjectContent withoutCapacity() {
        return changed(c -> c.capacity = List.of());
    }

    static ProjectContent expected() {
        return changed(c -> c.modality = Modality.EXPECTATION);
    }

    private static ProjectContent planned(String... dates) {
        return changed(c -> c.keyDates = Map.of(
                KeyDate.GROUNDBREAKING,
                new KeyDates(Arrays.stream(dates).map(Examples::on).toList(), null)));
    }

    static ProjectContent changed(Consumer<Draft> change) {
        Draft draft = new Draft(greenfield());
        change.accept(draft);
        return draft.content();
    }

    private static List<String> brokenPhysical(KeyDate one, String first, KeyDate other, String second) {
        return broken(greenfield().happened(one, on(first)).happened(other, on(second)), PROSPECT);
    }

    private static List<String> broken(ProjectContent content, ProjectState state) {
        return names(ProjectInvariants.violations(
                new ProjectInvariants.Subject(PROJECT, content, state, on("2024"), Map.of(SITE, "CN"), Set.of()),
                TODAY));
    }

    private static List<String> names(List<Violation> violations) {
        return violations.stream()
                .map(violation ->
                        violation.type().slug() + " " + violation.error().pointer())
                .toList();
    }

    /** A content under change; records have no withers. */
    static final class Draft {
        LocalizedText title;
        ProjectType type;
        Direction direction;
        Modality modality;
        List<SectorShare> sectors;
        List<Urn> sites;
        List<Participant> participants;
        List<String> hostCountries;
        Urn parentProject;
        ProjectRelation relation;
        Map<KeyDate, KeyDates> keyDates;
        Investment totalInvestment;
        List<CapacityEntry> capacity;
        Map<String, UnknownReason> unknownReasons;
        List<Urn> sources;

        Draft(ProjectContent from) {
            title = from.title();
            type = from.type();
            direction = from.direction();
            modality = from.modality();
            sectors = from.sectors();
            sites = from.sites();
            participants = from.participants();
            hostCountries = from.hostCountries();
            parentProject = from.parentProject();
            relation = from.relation();
            keyDates = from.keyDates();
            totalInvestment = from.totalInvestment();
            capacity = from.capacity();
            unknownReasons = from.unknownReasons();
            sources = from.sources();
        }

        ProjectContent content() {
            return new ProjectContent(
                    title,
                    type,
                    direction,
                    modality,
                    sectors,
                    List.of(),
                    sites,
                    participants,
                    hostCountries,
                    parentProject,
                    relation,
                    null,
                    keyDates,
                    totalInvestment,
                    capacity,
                    unknownReasons,
                    sources);
        }
    }
}
