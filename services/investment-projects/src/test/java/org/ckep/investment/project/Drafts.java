package org.ckep.investment.project;

import static org.ckep.investment.project.Examples.PROJECT;
import static org.ckep.investment.project.Examples.SITE;
import static org.ckep.investment.project.Examples.TODAY;
import static org.ckep.investment.project.Examples.content;
import static org.ckep.investment.project.Examples.greenfield;
import static org.ckep.investment.project.Examples.on;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.ckep.investment.project.ProjectContent.Participant;
import org.ckep.investment.project.ProjectContent.SectorShare;
import org.ckep.investment.register.Violation;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.OrgRef;
import org.ckep.kernel.value.Quantity;
import org.ckep.kernel.value.UnknownReason;

/** Contents that differ from the plain one in a member, and the rules that they break. */
final class Drafts {
    static final ProjectState PROSPECT = new ProjectState.Prospect();

    private Drafts() {}

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

    static ProjectContent changed(Consumer<Draft> change) {
        Draft draft = new Draft(greenfield());
        change.accept(draft);
        return draft.content();
    }

    static List<String> broken(ProjectContent content, ProjectState state) {
        return names(ProjectInvariants.violations(
                new ProjectInvariants.Subject(PROJECT, content, state, on("2024"), Map.of(SITE, "CN"), Set.of()),
                TODAY));
    }

    static List<String> names(List<Violation> violations) {
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
        Investment registeredCapital;
        Investment ownContribution;
        Jobs jobs;
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
            registeredCapital = from.registeredCapital();
            ownContribution = from.ownContribution();
            jobs = from.jobs();
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
                    null,
                    keyDates,
                    totalInvestment,
                    registeredCapital,
                    ownContribution,
                    jobs,
                    capacity,
                    unknownReasons,
                    sources);
        }
    }
}
