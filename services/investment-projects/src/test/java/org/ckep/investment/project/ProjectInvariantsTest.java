package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.investment.project.Drafts.PROSPECT;
import static org.ckep.investment.project.Drafts.broken;
import static org.ckep.investment.project.Drafts.changed;
import static org.ckep.investment.project.Drafts.expected;
import static org.ckep.investment.project.Drafts.names;
import static org.ckep.investment.project.Drafts.withCapacity;
import static org.ckep.investment.project.Drafts.withUnnamedPartner;
import static org.ckep.investment.project.Examples.INVESTOR;
import static org.ckep.investment.project.Examples.PROJECT;
import static org.ckep.investment.project.Examples.content;
import static org.ckep.investment.project.Examples.greenfield;
import static org.ckep.investment.project.Examples.on;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.ckep.investment.project.ProjectContent.Participant;
import org.ckep.investment.project.ProjectContent.SectorShare;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.UnknownReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectInvariantsTest {
    @Test
    void aPlainProspectBreaksNothing() {
        assertThat(broken(greenfield(), PROSPECT)).isEmpty();
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
}
