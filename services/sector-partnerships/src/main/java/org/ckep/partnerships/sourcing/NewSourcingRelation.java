package org.ckep.partnerships.sourcing;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.OrgRef;
import org.ckep.kernel.value.Share;
import org.ckep.records.LocalId;
import org.jspecify.annotations.Nullable;

/**
 * A sourcing relation to be registered. The fields are those of {@link SourcingContent}.
 *
 * @param guardsNotShown invariants that the sources cannot prove; for observed records alone
 * @param classification who may know of it; null for the own side's ministries. An observed record is public
 * @param localIds ids in other registers
 */
record NewSourcingRelation(
        @NotNull Urn buyer,
        @NotNull LocalizedText material,
        @NotNull String hs,
        @Nullable String originCountry,
        @Nullable @Size(max = 50) List<@NotNull OrgRef> suppliers,
        @NotNull Adoption adoption,
        @Nullable Share share,
        @Nullable FuzzyDate qualifiedOn,
        @Nullable FuzzyDate asOf,
        @Nullable @Size(max = 50) List<@NotNull OrgRef> alternatives,
        @NotNull String sector,
        @NotNull Modality modality,
        @Nullable @Size(max = 20) List<@NotNull Urn> sources,
        @Nullable @Size(max = 20) List<@NotNull @Size(max = 80) String> guardsNotShown,
        @Nullable Classification classification,
        @Nullable @Size(max = 20) List<@Valid LocalId> localIds) {

    SourcingContent content() {
        return new SourcingContent(
                buyer,
                material,
                hs,
                originCountry,
                orNone(suppliers),
                adoption,
                share,
                qualifiedOn,
                asOf,
                orNone(alternatives),
                sector,
                modality,
                orNone(sources));
    }

    List<String> guards() {
        return orNone(guardsNotShown);
    }

    List<LocalId> ids() {
        return orNone(localIds);
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
