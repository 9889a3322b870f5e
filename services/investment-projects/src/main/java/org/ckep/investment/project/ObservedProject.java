package org.ckep.investment.project;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.UnknownReason;
import org.ckep.records.LocalId;
import org.jspecify.annotations.Nullable;

/**
 * A project that is known from public sources alone, in the state that they support. The fields not named here are those
 * of {@link ProjectContent}; lists may be left out.
 *
 * @param sources where it was found
 * @param state the state that the sources support
 * @param resumeTo for SUSPENDED: the state in which it was halted
 * @param stateSince since when the state holds; where it is not known, {@code unknownReasons} says why
 * @param reason why the state was entered, where a reason belongs to it
 * @param guardsNotShown exactly those guards of the state that neither the fields nor the sources show
 * @param localIds ids in other registers
 */
record ObservedProject(
        @NotNull LocalizedText title,
        @NotNull ProjectType type,
        @NotNull Direction direction,
        @NotNull Modality modality,
        List<ProjectContent.SectorShare> sectors,
        List<String> products,
        List<Urn> sites,
        @NotEmpty List<ProjectContent.Participant> participants,
        List<String> hostCountries,
        @Nullable Urn parentProject,
        @Nullable ProjectRelation relation,
        @Nullable Boolean countsTowardAggregate,
        @Nullable Boolean phasesPartial,
        Map<KeyDate, KeyDates> keyDates,
        @Nullable Investment totalInvestment,
        @Nullable Investment registeredCapital,
        @Nullable Investment ownContribution,
        @Nullable Jobs jobs,
        List<CapacityEntry> capacity,
        Map<String, UnknownReason> unknownReasons,
        @NotEmpty List<Urn> sources,
        @NotNull ProjectStatus state,
        @Nullable ProjectStatus resumeTo,
        @Nullable FuzzyDate stateSince,
        @Nullable LocalizedText reason,
        List<Guard> guardsNotShown,
        @Size(max = 20) List<@Valid LocalId> localIds) {

    @SuppressWarnings("ConstantValue") // JSON may leave the lists out
    ObservedProject {
        guardsNotShown = guardsNotShown == null ? List.of() : List.copyOf(guardsNotShown);
        localIds = localIds == null ? List.of() : List.copyOf(localIds);
    }

    ProjectContent content() {
        return new ProjectContent(
                title,
                type,
                direction,
                modality,
                sectors,
                products,
                sites,
                participants,
                hostCountries,
                parentProject,
                relation,
                countsTowardAggregate,
                phasesPartial,
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
