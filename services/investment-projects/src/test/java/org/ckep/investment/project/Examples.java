package org.ckep.investment.project;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.Money;
import org.ckep.kernel.value.OrgRef;
import org.ckep.kernel.value.Quantity;
import org.ckep.kernel.value.Share;

/** Projects, commands and people for the tests of the rules. */
final class Examples {
    static final LocalDate TODAY = LocalDate.of(2026, 2, 1);
    static final Urn PROJECT = urn("project", 1);
    static final Urn SITE = urn("site", 2);
    static final Urn SOURCE = urn("source", 3);
    static final OrgRef INVESTOR = OrgRef.named(urn("organisation", 4));
    static final OrgRef HOST = OrgRef.named(urn("organisation", 5));

    static final Viewer CN_MAKER = viewer("cn-maker", Side.CN, Role.MAKER);
    static final Viewer CN_CHECKER = viewer("cn-checker", Side.CN, Role.CHECKER);
    static final Viewer KR_MAKER = viewer("kr-maker", Side.KR, Role.MAKER);
    static final Viewer KR_CHECKER = viewer("kr-checker", Side.KR, Role.CHECKER);

    private Examples() {}

    static Urn urn(String type, int number) {
        return new Urn(type, new UUID(0x4000L, 0x8000000000000000L + number));
    }

    static Viewer viewer(String subject, Side side, Role... roles) {
        return new Viewer(subject, "test", side, null, Set.of(roles), false);
    }

    static FuzzyDate on(String date) {
        return FuzzyDate.parse(date);
    }

    static ProjectContent greenfield() {
        return content(ProjectType.GREENFIELD);
    }

    static ProjectContent content(ProjectType type) {
        return new ProjectContent(
                LocalizedText.en("Battery plant in Yancheng"),
                type,
                Direction.KR_TO_CN,
                Modality.PLAN,
                List.of(new ProjectContent.SectorShare("BATT", BigDecimal.valueOf(100))),
                List.of(),
                List.of(SITE),
                List.of(
                        new ProjectContent.Participant(INVESTOR, ParticipantRole.INVESTOR),
                        new ProjectContent.Participant(HOST, ParticipantRole.HOST_ENTITY)),
                List.of(),
                null,
                null,
                null,
                null,
                Map.of(),
                null,
                null,
                null,
                null,
                List.of(new CapacityEntry(
                        "cells", Quantity.of(BigDecimal.TEN, "GWh"), CapacityEntry.Kind.ACTUAL, on("2025"))),
                Map.of(),
                List.of(SOURCE));
    }

    /** The content with key dates that have happened. */
    static ProjectContent happened(ProjectContent content, KeyDate key, String date) {
        return content.happened(key, on(date));
    }

    /** A record of the Chinese side, made by its maker. */
    static ProjectSnapshot ofCn(ProjectContent content, ProjectState state) {
        return snapshot(content, state, new StepAuthority.Custody(Stewardship.UNILATERAL, Side.CN, Set.of("cn-maker")));
    }

    static ProjectSnapshot observed(ProjectContent content, ProjectState state, Guard... notShown) {
        ProjectSnapshot snapshot =
                snapshot(content, state, new StepAuthority.Custody(Stewardship.OBSERVED, null, Set.of("loader")));
        return new ProjectSnapshot(
                snapshot.urn(),
                content,
                state,
                snapshot.stateSince(),
                null,
                Set.of(notShown),
                snapshot.bindings(),
                snapshot.custody(),
                snapshot.siteCountries());
    }

    static ProjectSnapshot snapshot(ProjectContent content, ProjectState state, StepAuthority.Custody custody) {
        return new ProjectSnapshot(
                PROJECT,
                content,
                state,
                on("2020-01-01"),
                null,
                Set.of(),
                Evidence.Bindings.NONE,
                custody,
                Map.of(SITE, "CN"));
    }

    static ProjectSnapshot with(ProjectSnapshot snapshot, Evidence.Bindings bindings) {
        return new ProjectSnapshot(
                snapshot.urn(),
                snapshot.content(),
                snapshot.state(),
                snapshot.stateSince(),
                snapshot.stateReason(),
                snapshot.notShown(),
                bindings,
                snapshot.custody(),
                snapshot.siteCountries());
    }

    static Commitment commitment(String amount, String currency) {
        return new Commitment(INVESTOR, Money.of(amount, currency), Commitment.Kind.EQUITY, on("2022-03-01"));
    }

    static Holding holding(OrgRef holder, String percent) {
        return new Holding(holder, Share.exactly(new BigDecimal(percent)));
    }

    static Filing filing(String number, Filing.Outcome outcome) {
        return new Filing("foreign investment report", "commerce bureau", number, null, null, outcome);
    }

    /** Builds commands member by member. */
    static Step to(ProjectStatus to) {
        return new Step(new TransitionCommand(to, null, null, null, null, null, null, null, null, null));
    }

    record Step(TransitionCommand command) {
        Step on(String date) {
            return new Step(new TransitionCommand(
                    command.to(),
                    FuzzyDate.parse(date),
                    command.reason(),
                    command.sources(),
                    command.filings(),
                    command.commitments(),
                    command.holdings(),
                    command.paid(),
                    command.settlementNote(),
                    command.siteState()));
        }

        Step because(String reason) {
            return new Step(new TransitionCommand(
                    command.to(),
                    command.date(),
                    LocalizedText.en(reason),
                    command.sources(),
                    command.filings(),
                    command.commitments(),
                    command.holdings(),
                    command.paid(),
                    command.settlementNote(),
                    command.siteState()));
        }

        Step citing(Urn... sources) {
            return new Step(new TransitionCommand(
                    command.to(),
                    command.date(),
                    command.reason(),
                    List.of(sources),
                    command.filings(),
                    command.commitments(),
                    command.holdings(),
                    command.paid(),
                    command.settlementNote(),
                    command.siteState()));
        }

        Step filing(Filing... filings) {
            return new Step(new TransitionCommand(
                    command.to(),
                    command.date(),
                    command.reason(),
                    command.sources(),
                    List.of(filings),
                    command.commitments(),
                    command.holdings(),
                    command.paid(),
                    command.settlementNote(),
                    command.siteState()));
        }

        Step committing(Commitment... commitments) {
            return new Step(new TransitionCommand(
                    command.to(),
                    command.date(),
                    command.reason(),
                    command.sources(),
                    command.filings(),
                    List.of(commitments),
                    command.holdings(),
                    command.paid(),
                    command.settlementNote(),
                    command.siteState()));
        }

        Step held(Holding... holdings) {
            return new Step(new TransitionCommand(
                    command.to(),
                    command.date(),
                    command.reason(),
                    command.sources(),
                    command.filings(),
                    command.commitments(),
                    List.of(holdings),
                    command.paid(),
                    command.settlementNote(),
                    command.siteState()));
        }

        Step paying(String amount, String currency) {
            return new Step(new TransitionCommand(
                    command.to(),
                    command.date(),
                    command.reason(),
                    command.sources(),
                    command.filings(),
                    command.commitments(),
                    command.holdings(),
                    Money.of(amount, currency),
                    command.settlementNote(),
                    command.siteState()));
        }

        Step settling(String note) {
            return new Step(new TransitionCommand(
                    command.to(),
                    command.date(),
                    command.reason(),
                    command.sources(),
                    command.filings(),
                    command.commitments(),
                    command.holdings(),
                    command.paid(),
                    LocalizedText.en(note),
                    command.siteState()));
        }

        Step leavingSites(org.ckep.investment.site.SiteState state) {
            return new Step(new TransitionCommand(
                    command.to(),
                    command.date(),
                    command.reason(),
                    command.sources(),
                    command.filings(),
                    command.commitments(),
                    command.holdings(),
                    command.paid(),
                    command.settlementNote(),
                    state));
        }
    }
}
