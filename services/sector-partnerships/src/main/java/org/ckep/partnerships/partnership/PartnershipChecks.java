package org.ckep.partnerships.partnership;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.problem.ProblemType;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.OrgRef;
import org.ckep.partnerships.organisation.OrganisationKind;
import org.ckep.partnerships.organisation.OrganisationProblem;
import org.ckep.partnerships.organisation.OrganisationRef;
import org.ckep.partnerships.organisation.OrganisationSide;
import org.ckep.partnerships.organisation.Organisations;
import org.ckep.partnerships.partnership.PartnershipContent.PartyContent;
import org.ckep.partnerships.sector.Codes;
import org.ckep.partnerships.sector.Sectors;
import org.ckep.records.PlainText;
import org.ckep.records.Readers;
import org.ckep.records.Register;
import org.ckep.records.RuleLocks;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Checks a partnership's content against the invariants and against what it refers to. */
@ApplicationScoped
class PartnershipChecks {
    private static final String EVOLUTION_LOCK = "evolution";

    private final Register register;
    private final PartnershipRepository partnerships;
    private final Organisations organisations;
    private final Sectors sectors;

    PartnershipChecks(
            Register register, PartnershipRepository partnerships, Organisations organisations, Sectors sectors) {
        this.register = register;
        this.partnerships = partnerships;
        this.organisations = organisations;
        this.sectors = sectors;
    }

    /**
     * The parties as the rules see them.
     *
     * @return fails where the content breaks a rule, or refers to what does not exist or has fewer readers
     */
    Uni<List<Party>> check(
            Mutiny.Session session,
            Viewer viewer,
            UUID id,
            PartnershipContent content,
            StateName state,
            Classification classification) {
        FuzzyDate start = content.start();
        LocalDate day = start == null ? register.today() : start.start();
        return Uni.createFrom()
                .item(() -> {
                    requireSound(content);
                    return content.parties();
                })
                .chain(() -> sectors.requireValid(session, viewer, content.sectors(), day, "/sectors", true))
                .chain(() -> parties(session, viewer, content.parties(), classification))
                .invoke(parties -> {
                    PartyRules.check(state, parties, start, content.end()).ifPresent(problem -> {
                        throw problem;
                    });
                    requirePartiesOf(content.ipTerms(), parties, start, content.end());
                })
                .call(() -> requireNoCycle(session, viewer, id, content.evolvedFrom(), classification));
    }

    private static void requireSound(PartnershipContent content) {
        PlainText.require(content.title(), "/title");
        for (int i = 0; i < content.thirdMarkets().size(); i++) {
            String pointer = "/thirdMarkets/" + i;
            String country = Codes.country(content.thirdMarkets().get(i), pointer);
            if (country.equals("CN") || country.equals("KR")) {
                throw refusal(
                        PartnershipProblem.THIRD_MARKET_IS_HOME, country + " is no third market of the two.", pointer);
            }
        }
        for (int i = 0; i < content.technologyFlow().size(); i++) {
            TechnologyFlow flow = content.technologyFlow().get(i);
            if (flow.from() == flow.to()) {
                throw refusal(
                        PartnershipProblem.TECHNOLOGY_FLOWS_NOWHERE,
                        "Technology flows from one side to another.",
                        "/technologyFlow/" + i + "/to");
            }
        }
        Urn engagement = content.engagementId();
        if (engagement != null && !engagement.type().equals("engagement")) {
            throw ProblemException.invalid("/engagementId", "invalid", "Expected the URN of an engagement.");
        }
        for (int i = 0; i < content.evolvedFrom().size(); i++) {
            String type = content.evolvedFrom().get(i).type();
            if (!type.equals(Partnership.TYPE) && !type.equals("project")) {
                throw ProblemException.invalid(
                        "/evolvedFrom/" + i, "invalid", "Expected the URN of a partnership or of a project.");
            }
        }
    }

    private Uni<List<Party>> parties(
            Mutiny.Session session, Viewer viewer, List<PartyContent> given, Classification classification) {
        Set<UUID> ids = new HashSet<>();
        for (int i = 0; i < given.size(); i++) {
            Urn org = given.get(i).orgId();
            if (org != null) {
                ids.add(organisationId(org, "/parties/" + i + "/orgId"));
            }
        }
        return organisations.resolve(session, viewer, ids).map(found -> {
            List<Party> parties = new ArrayList<>();
            Map<UUID, OrganisationSide> sidesGiven = new HashMap<>();
            for (int i = 0; i < given.size(); i++) {
                parties.add(party(given.get(i), i, found, classification, sidesGiven));
            }
            return parties;
        });
    }

    private static UUID organisationId(Urn urn, String pointer) {
        if (!urn.type().equals(Organisations.TYPE)) {
            throw ProblemException.invalid(pointer, "invalid", "Expected the URN of an organisation.");
        }
        return urn.uuid();
    }

    private static Party party(
            PartyContent given,
            int index,
            Map<UUID, OrganisationRef> found,
            Classification classification,
            Map<UUID, OrganisationSide> sidesGiven) {
        String pointer = "/parties/" + index;
        Urn urn = given.orgId();
        OrganisationSide side = given.side();
        if (urn == null) {
            OrganisationSide own = given.unnamedSide();
            if (own != null && side != null && own != side) {
                throw refusal(
                        PartnershipProblem.PARTY_SIDE_MISMATCH, "The party's two sides contradict.", pointer + "/side");
            }
            return new Party(
                    new OrgRef(null, given.unnamed()),
                    own == null ? side : own,
                    given.role(),
                    given.from(),
                    given.to(),
                    false);
        }
        OrganisationRef organisation = found.get(urn.uuid());
        if (organisation == null) {
            throw refusal(
                    OrganisationProblem.ORGANISATION_UNKNOWN, "There is no such organisation.", pointer + "/orgId");
        }
        Readers.requireAllMayRead(classification, organisation.classification(), pointer + "/orgId");
        OrganisationSide earlier = side == null ? null : sidesGiven.putIfAbsent(organisation.id(), side);
        if (earlier != null && earlier != side) {
            throw refusal(
                    PartnershipProblem.ORGANISATION_ON_BOTH_SIDES,
                    "The same organisation stands on both sides.",
                    pointer + "/side");
        }
        if (side != null && side != organisation.side()) {
            throw refusal(
                    PartnershipProblem.PARTY_SIDE_MISMATCH,
                    "This organisation belongs to " + organisation.side() + ", not to " + side + ".",
                    pointer + "/side");
        }
        return new Party(
                OrgRef.named(organisation.urn()),
                organisation.side(),
                given.role(),
                given.from(),
                given.to(),
                organisation.kind() == OrganisationKind.GROUP);
    }

    /** Owners, licensors and licensees take part; shares and licences keep to P2 and P3. */
    private static void requirePartiesOf(
            @Nullable IpTerms terms, List<Party> parties, @Nullable FuzzyDate start, @Nullable FuzzyDate end) {
        if (terms == null) {
            return;
        }
        Set<Urn> taking = new HashSet<>();
        parties.forEach(party -> {
            if (party.ref().orgId() != null) {
                taking.add(party.ref().orgId());
            }
        });
        for (int i = 0; i < terms.foreground().size(); i++) {
            for (IpTerms.Owner owner : terms.foreground().get(i).owners()) {
                requireParty(taking, owner.orgId(), "/ipTerms/foreground/" + i);
            }
        }
        for (int i = 0; i < terms.licences().size(); i++) {
            requireParty(taking, terms.licences().get(i).grantor(), "/ipTerms/licences/" + i + "/grantor");
            requireParty(taking, terms.licences().get(i).grantee(), "/ipTerms/licences/" + i + "/grantee");
        }
        terms.check(start, end).ifPresent(problem -> {
            throw problem;
        });
    }

    private static void requireParty(Set<Urn> parties, Urn organisation, String pointer) {
        if (!parties.contains(organisation)) {
            throw refusal(PartnershipProblem.NOT_A_PARTY, "This organisation is no party of the partnership.", pointer);
        }
    }

    /**
     * P5: going back from what it grew out of never leads to it. Two changes of the graph wait for each other. A reference
     * has at least the readers of the record, so a cycle can only run through records with the same readers: nothing
     * hidden decides.
     */
    private Uni<Void> requireNoCycle(
            Mutiny.Session session, Viewer viewer, UUID id, List<Urn> evolvedFrom, Classification classification) {
        List<UUID> direct = evolvedFrom.stream()
                .filter(urn -> urn.type().equals(Partnership.TYPE))
                .map(Urn::uuid)
                .toList();
        if (direct.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return RuleLocks.take(session, EVOLUTION_LOCK)
                .chain(() -> partnerships.among(session, viewer, direct))
                .invoke(found -> {
                    for (int i = 0; i < evolvedFrom.size(); i++) {
                        requireKnown(evolvedFrom.get(i), i, id, found, classification);
                    }
                })
                .chain(() -> goBack(session, id, new HashSet<>(direct), Set.copyOf(direct)));
    }

    private static void requireKnown(
            Urn urn, int index, UUID id, List<Partnership> found, Classification classification) {
        String pointer = "/evolvedFrom/" + index;
        if (!urn.type().equals(Partnership.TYPE)) {
            return;
        }
        if (urn.uuid().equals(id)) {
            throw cycle(pointer);
        }
        Partnership earlier = found.stream()
                .filter(partnership -> partnership.id().equals(urn.uuid()))
                .findFirst()
                .orElseThrow(() ->
                        refusal(PartnershipProblem.PARTNERSHIP_UNKNOWN, "There is no such partnership.", pointer));
        Readers.requireAllMayRead(classification, earlier.head().classification(), pointer);
    }

    private Uni<Void> goBack(Mutiny.Session session, UUID id, Set<UUID> seen, Collection<UUID> generation) {
        return partnerships.predecessors(session, generation).chain(found -> {
            if (found.contains(id)) {
                return Uni.createFrom().failure(cycle("/evolvedFrom"));
            }
            Set<UUID> further = new HashSet<>(found);
            further.removeAll(seen);
            seen.addAll(further);
            return further.isEmpty() ? Uni.createFrom().voidItem() : goBack(session, id, seen, further);
        });
    }

    private static ProblemException cycle(String pointer) {
        return refusal(
                PartnershipProblem.EVOLUTION_CYCLE, "P5: the partnership would have evolved from itself.", pointer);
    }

    /** Refuses a state that rests on guards which neither the data proves nor the list of those not shown names. */
    static void requireProven(Set<Guard> unproven, Collection<Guard> notShown) {
        Set<Guard> missing = EnumSet.noneOf(Guard.class);
        missing.addAll(unproven);
        missing.removeAll(notShown);
        if (!missing.isEmpty()) {
            throw refusal(
                            PartnershipProblem.GUARD_NOT_SHOWN,
                            "The sources do not prove the state; guardsNotShown does not name " + missing + ".",
                            "/guardsNotShown")
                    .withMember("unproven", missing.stream().map(Guard::name).toList());
        }
    }

    static ProblemException refusal(ProblemType type, String message, String pointer) {
        return new ProblemException(type, message).withErrors(FieldError.at(pointer, type.slug(), message));
    }
}
