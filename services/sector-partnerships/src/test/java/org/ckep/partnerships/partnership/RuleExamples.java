package org.ckep.partnerships.partnership;

import static org.ckep.partnerships.partnership.StateName.ACTIVE;
import static org.ckep.partnerships.partnership.StateName.COMPLETED;
import static org.ckep.partnerships.partnership.StateName.DISMISSED;
import static org.ckep.partnerships.partnership.StateName.EXPECTED;
import static org.ckep.partnerships.partnership.StateName.EXPIRED;
import static org.ckep.partnerships.partnership.StateName.EXPLORING;
import static org.ckep.partnerships.partnership.StateName.LAPSED;
import static org.ckep.partnerships.partnership.StateName.NEGOTIATING;
import static org.ckep.partnerships.partnership.StateName.ON_HOLD;
import static org.ckep.partnerships.partnership.StateName.SIGNED;
import static org.ckep.partnerships.partnership.StateName.TERMINATED;

import java.time.LocalDate;
import java.util.List;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.OrgRef;
import org.ckep.partnerships.organisation.OrganisationSide;
import org.jspecify.annotations.Nullable;

/** States, commands and facts for the tests of the rules. */
final class RuleExamples {
    static final LocalDate TODAY = LocalDate.of(2026, 3, 1);
    static final FuzzyDate PAST = FuzzyDate.parse("2026-01");
    static final Signature SIGNED_BY_BOTH = signature(Binding.BINDING);

    private RuleExamples() {}

    static PartnershipState state(StateName name) {
        return switch (name) {
            case EXPECTED -> new PartnershipState.Expected();
            case DISMISSED -> new PartnershipState.Dismissed(PAST, "nothing came of it");
            case EXPLORING -> new PartnershipState.Exploring(PAST);
            case NEGOTIATING -> new PartnershipState.Negotiating(PAST);
            case SIGNED -> new PartnershipState.Signed(PAST);
            case ACTIVE -> new PartnershipState.Active(PAST);
            case ON_HOLD -> new PartnershipState.OnHold(PAST, "export licence");
            case COMPLETED -> new PartnershipState.Completed(PAST);
            case TERMINATED -> new PartnershipState.Terminated(PAST, "sold");
            case EXPIRED -> new PartnershipState.Expired(PAST);
            case LAPSED -> new PartnershipState.Lapsed(PAST);
        };
    }

    /** The command that asks for a state, with everything that its guards demand. */
    static PartnershipCommand command(StateName from, StateName to) {
        return switch (to) {
            case DISMISSED -> new PartnershipCommand.Dismiss(PAST, null);
            case EXPLORING -> new PartnershipCommand.Explore(PAST, true);
            case NEGOTIATING -> new PartnershipCommand.Negotiate(PAST);
            case SIGNED ->
                from == LAPSED ? new PartnershipCommand.Report(TODAY) : new PartnershipCommand.Sign(SIGNED_BY_BOTH);
            case ACTIVE -> new PartnershipCommand.Activate(PAST, "licence granted");
            case ON_HOLD -> new PartnershipCommand.Hold(PAST, "export licence");
            case COMPLETED -> new PartnershipCommand.Complete(PAST);
            case TERMINATED -> new PartnershipCommand.Terminate(PAST, "sold");
            case EXPIRED -> new PartnershipCommand.Expire();
            case LAPSED -> new PartnershipCommand.Lapse();
            case EXPECTED -> throw new IllegalArgumentException("no command leads to EXPECTED");
        };
    }

    /** Facts under which every guard on the way to that state holds. */
    static PartnershipFacts facts(StateName to) {
        PartnershipFacts facts = facts(to, party(OrganisationSide.CN), party(OrganisationSide.KR));
        return switch (to) {
            case LAPSED -> lapsing(Binding.NON_BINDING, null);
            case EXPIRED ->
                new PartnershipFacts(
                        PartnershipKind.SUPPLY,
                        facts.parties(),
                        PAST,
                        FuzzyDate.parse("2026-02"),
                        SIGNED_BY_BOTH,
                        true,
                        List.of(),
                        0,
                        null);
            case EXPECTED, DISMISSED, EXPLORING, NEGOTIATING, SIGNED, ACTIVE, ON_HOLD, COMPLETED, TERMINATED -> facts;
        };
    }

    static PartnershipFacts facts(StateName to, Party... parties) {
        return new PartnershipFacts(
                PartnershipKind.JOINT_RND,
                List.of(parties),
                PAST,
                null,
                to.isSignedOrLater() ? SIGNED_BY_BOTH : Signature.UNKNOWN,
                true,
                List.of(),
                0,
                null);
    }

    static PartnershipFacts lapsing(Binding binding, @Nullable LocalDate lastReport) {
        Signature signature = new Signature(
                FuzzyDate.parse("2025-01"), SIGNED_BY_BOTH.document(), SIGNED_BY_BOTH.signatories(), binding);
        return new PartnershipFacts(
                PartnershipKind.SUPPLY,
                List.of(party(OrganisationSide.CN), party(OrganisationSide.KR)),
                PAST,
                null,
                signature,
                true,
                List.of(),
                0,
                lastReport);
    }

    static PartnershipFacts withFlow(TechnologyFlow.@Nullable Licence licence, @Nullable String exemptReason) {
        TechnologyFlow flow = new TechnologyFlow(
                OrganisationSide.KR,
                OrganisationSide.CN,
                LocalizedText.en("hybrid bonding"),
                FlowKind.LICENCE,
                List.of(Urn.random("measure")),
                licence,
                exemptReason);
        return new PartnershipFacts(
                PartnershipKind.SUPPLY,
                facts(ACTIVE).parties(),
                PAST,
                null,
                SIGNED_BY_BOTH,
                true,
                List.of(flow),
                0,
                null);
    }

    static Signature signature(Binding binding) {
        return new Signature(
                PAST,
                new Signature.Document("MoU 2026-1", "a".repeat(64)),
                List.of(
                        new Signature.Signatory(Side.CN, null, "General Manager"),
                        new Signature.Signatory(Side.KR, null, "Chief Executive Officer")),
                binding);
    }

    static Party party(OrganisationSide side) {
        return new Party(OrgRef.named(Urn.random("organisation")), side, PartyRole.PARTNER, null, null, false);
    }

    static Party unnamed(Side side) {
        return new Party(OrgRef.unnamed(side, null), OrganisationSide.of(side), PartyRole.PARTNER, null, null, false);
    }
}
