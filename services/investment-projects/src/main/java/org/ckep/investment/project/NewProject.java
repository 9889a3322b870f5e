package org.ckep.investment.project;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.UnknownReason;
import org.ckep.records.LocalId;
import org.jspecify.annotations.Nullable;

/**
 * A project to be registered for the caller's side. The fields not named here are those of {@link ProjectContent}; lists
 * may be left out.
 *
 * @param state PROSPECT, which is also meant where it is left out; an upgrade or expansion of a standing plant may start
 *     as ANNOUNCED
 * @param stateSince since when the state holds; today where it is left out of a prospect
 * @param classification who may read it; null for the ministries of the own side
 * @param localIds ids in other registers
 */
record NewProject(
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
        List<Urn> sources,
        @Nullable ProjectStatus state,
        @Nullable FuzzyDate stateSince,
        @Nullable Classification classification,
        @Size(max = 20) List<@Valid LocalId> localIds) {

    @SuppressWarnings("ConstantValue") // JSON may leave the list out
    NewProject {
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
