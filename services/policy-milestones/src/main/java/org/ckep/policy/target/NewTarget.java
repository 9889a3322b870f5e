package org.ckep.policy.target;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.Decimals;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.Relation;
import org.ckep.kernel.value.UnknownReason;
import org.ckep.policy.register.Entry;
import org.ckep.policy.register.Owner;
import org.ckep.records.LocalId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A target to be entered.
 *
 * @param owner who is to reach it
 * @param metric code of what is measured; one that ends in RANK counts places from the first
 * @param relation rule M11: how the value that is reached stands to this one, such as LE for a rank
 * @param value the value to be reached, in the unit
 * @param unit UCUM code or agreed code, null for a plain number
 * @param baseline the value that it starts from, null where not stated
 * @param baselineOn when the baseline was measured
 * @param due by when, null where not stated
 * @param modality in which mood it is said; STATED_INTENT where not given
 * @param sectors codes of the sectors it concerns
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(examples = NewTarget.EXAMPLE)
record NewTarget(
        @NotNull LocalizedText title,
        @NotNull Owner owner,
        @NotNull @Pattern(regexp = "[A-Z][A-Z0-9_]{1,63}") String metric,
        @Nullable Relation relation,
        @NotNull BigDecimal value,
        @Nullable @Size(max = 40) String unit,
        @Nullable BigDecimal baseline,
        @Nullable FuzzyDate baselineOn,
        @Nullable FuzzyDate due,
        @Nullable Modality modality,
        @Nullable @Size(max = 20) List<@NotNull String> sectors,
        @Nullable Map<String, UnknownReason> unknown,
        @Nullable Classification classification,
        @Nullable @Size(max = 20) List<@NotNull Urn> sources,
        @Nullable @Size(max = 40) List<@NotNull @Size(max = 80) String> guardsNotShown,
        @Nullable @Size(max = 20) List<@Valid LocalId> localIds)
        implements Entry {

    static final String EXAMPLE = """
        {"title": {"en": "Import dependence on natural graphite at most half"}, "owner": "KR", \
        "metric": "IMPORT_SHARE_GRAPHITE", "relation": "LE", "value": "50", "unit": "%", "due": "2030", \
        "modality": "PLAN", "sectors": ["MIN"]}\
        """;

    @SuppressWarnings({"ConstantValue", "NullAway"}) // JSON may leave the value out; the constraint then refuses it
    NewTarget {
        value = normal(value);
        baseline = normal(baseline);
    }

    /** One form for one number, since 50 and 50.0 are the same target. */
    private static @Nullable BigDecimal normal(@Nullable BigDecimal number) {
        return number == null ? null : Decimals.normal(number);
    }

    List<String> sectorCodes() {
        return sectors == null ? List.of() : sectors;
    }
}
