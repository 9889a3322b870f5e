package org.ckep.policy.instrument;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.Language;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.UnknownReason;
import org.ckep.policy.register.Entry;
import org.ckep.records.LocalId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An instrument to be entered.
 *
 * @param parties ISO 3166-1 codes of the parties that are known
 * @param partiesComplete false where there are more parties than those named; true where not given
 * @param minParties number of parties for which it must be in force to be in force at all; for plurilateral ones, null for
 *     all
 * @param purpose what it is for
 * @param authenticLanguages languages in which its text is authentic
 * @param prevailing the language that prevails where texts differ
 * @param documents its texts
 * @param parent URN of the instrument that it amends, carries out or belongs to
 * @param stage PROPOSED or NEGOTIATING of a side's own record, PROPOSED where not given; any stage that the sources show
 *     of an observed one. Later stages are reached by transitions
 * @param sectors codes of the sectors it governs
 * @param hs goods it governs: codes of the Harmonized System of 2, 4 or 6 digits
 * @param answers URNs of the needs it answers
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(examples = NewInstrument.EXAMPLE)
record NewInstrument(
        @NotNull LocalizedText title,
        @NotNull InstrumentKind kind,
        @NotNull InstrumentLevel level,
        @Nullable @Size(max = 200) List<@NotNull String> parties,
        @Nullable Boolean partiesComplete,
        @Nullable @Positive Integer minParties,
        @Nullable LocalizedText purpose,
        @Nullable @Size(max = 3) List<@NotNull Language> authenticLanguages,
        @Nullable Language prevailing,
        @Nullable @Size(max = 50) List<Documents.@Valid Document> documents,
        @Nullable Urn parent,
        @Nullable InstrumentStage stage,
        @Nullable @Size(max = 20) List<@NotNull String> sectors,
        @Nullable @Size(max = 500) List<@NotNull String> hs,
        @Nullable @Size(max = 50) List<@NotNull Urn> answers,
        @Nullable Map<String, UnknownReason> unknown,
        @Nullable Classification classification,
        @Nullable @Size(max = 20) List<@NotNull Urn> sources,
        @Nullable @Size(max = 40) List<@NotNull @Size(max = 80) String> guardsNotShown,
        @Nullable @Size(max = 20) List<@Valid LocalId> localIds)
        implements Entry {

    static final String EXAMPLE = """
        {"title": {"en": "MoU on the commerce cooperation dialogue"}, "kind": "MOU", "level": "BILATERAL", \
        "parties": ["CN", "KR"], "stage": "NEGOTIATING", "classification": {"level": "BILATERAL"}}\
        """;

    List<String> partyCodes() {
        return parties == null ? List.of() : parties;
    }

    boolean hasAllParties() {
        return partiesComplete == null || partiesComplete;
    }

    List<Language> languages() {
        return authenticLanguages == null ? List.of() : authenticLanguages;
    }

    List<Documents.Document> texts() {
        return documents == null ? List.of() : documents;
    }

    List<String> sectorCodes() {
        return sectors == null ? List.of() : sectors;
    }

    List<String> hsCodes() {
        return hs == null ? List.of() : hs;
    }
}
