package org.ckep.investment.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.UnknownReason;
import org.jspecify.annotations.Nullable;

/**
 * All that a merge patch of a project may name: the members of its content and two beside them.
 *
 * @param stateSince since when the present state holds
 * @param correctionReason why a record that is over is corrected
 * @see ProjectContent for the other members
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record ProjectPatch(
        @NotNull LocalizedText title,
        @NotNull ProjectType type,
        @NotNull Direction direction,
        @NotNull Modality modality,
        @Size(max = 20) List<ProjectContent.@Valid SectorShare> sectors,

        @Size(max = 50)
        List<@Pattern(regexp = ProjectContent.PRODUCT, message = ProjectContent.NO_PRODUCT) String> products,

        @Size(max = 50) List<Urn> sites,
        @NotEmpty @Size(max = 50) List<ProjectContent.@Valid Participant> participants,
        @Size(max = 20) List<String> hostCountries,
        @Nullable Urn parentProject,
        @Nullable ProjectRelation relation,
        @Nullable Boolean countsTowardAggregate,
        @Nullable Boolean phasesPartial,
        @Size(max = 11) Map<KeyDate, @NotNull KeyDates> keyDates,
        @Valid @Nullable Investment totalInvestment,
        @Valid @Nullable Investment registeredCapital,
        @Valid @Nullable Investment ownContribution,
        @Nullable Jobs jobs,
        @Size(max = 50) List<@Valid CapacityEntry> capacity,
        Map<String, UnknownReason> unknownReasons,
        @Size(max = 50) List<Urn> sources,
        @Nullable FuzzyDate stateSince,
        @Nullable LocalizedText correctionReason) {
    /** The two members that are no content. */
    static final String STATE_SINCE = "stateSince";

    static final String CORRECTION_REASON = "correctionReason";

    /** What a patch of that content is applied to; the members beside it begin as not given. */
    static ProjectPatch of(ProjectContent content) {
        return new ProjectPatch(
                content.title(),
                content.type(),
                content.direction(),
                content.modality(),
                content.sectors(),
                content.products(),
                content.sites(),
                content.participants(),
                content.hostCountries(),
                content.parentProject(),
                content.relation(),
                content.countsTowardAggregate(),
                content.phasesPartial(),
                content.keyDates(),
                content.totalInvestment(),
                content.registeredCapital(),
                content.ownContribution(),
                content.jobs(),
                content.capacity(),
                content.unknownReasons(),
                content.sources(),
                null,
                null);
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
