package org.ckep.partnerships.organisation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.records.LocalId;
import org.jspecify.annotations.Nullable;

/**
 * An organisation to be registered. The fields are those of {@link OrganisationContent}.
 *
 * @param name its present name in up to three languages
 * @param nameSince since when it has that name, null where not stated
 * @param classification who may know of it; null for the own side's ministries. An observed record is public
 * @param localIds ids in other registers
 */
record NewOrganisation(
        @NotNull LocalizedText name,
        @Nullable FuzzyDate nameSince,
        @NotNull OrganisationKind kind,
        @NotNull OrganisationSide side,
        @Nullable String country,
        @Nullable String lei,
        @Nullable Urn parentId,
        @Nullable FuzzyDate parentSince,
        @Nullable @Size(max = 20) List<@NotNull Urn> sources,
        @Nullable Classification classification,
        @Nullable @Size(max = 20) List<@Valid LocalId> localIds) {

    OrganisationContent content() {
        return new OrganisationContent(
                kind, side, country, lei, parentId, parentSince, sources == null ? List.of() : sources);
    }

    List<LocalId> ids() {
        return localIds == null ? List.of() : localIds;
    }
}
