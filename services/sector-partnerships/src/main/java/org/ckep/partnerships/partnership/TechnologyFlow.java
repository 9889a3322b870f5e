package org.ckep.partnerships.partnership;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.partnerships.organisation.OrganisationSide;
import org.jspecify.annotations.Nullable;

/**
 * Technology that passes from one side to another within a partnership.
 *
 * @param from the side that gives
 * @param to the side that receives, another one
 * @param technology what passes
 * @param kind how it passes
 * @param controlledBy URNs of the measures that control its export; empty where none does
 * @param licence the licence under which a controlled technology passes, null where there is none
 * @param exemptReason why a controlled technology needs no licence, null where it does
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TechnologyFlow(
        OrganisationSide from,
        OrganisationSide to,
        LocalizedText technology,
        FlowKind kind,
        List<Urn> controlledBy,
        @Nullable Licence licence,
        @Nullable String exemptReason) {

    @SuppressWarnings("ConstantValue") // JSON may leave members out
    TechnologyFlow {
        if (from == null || to == null || technology == null) {
            throw new IllegalArgumentException("a technology flow needs from, to and technology");
        }
        kind = kind == null ? FlowKind.UNSTATED : kind;
        controlledBy = controlledBy == null ? List.of() : List.copyOf(controlledBy);
    }

    /** P4: true where nothing controls it, where it is exempt, or where a licence is in force on that day. */
    boolean isClearedOn(LocalDate day) {
        return controlledBy.isEmpty() || exemptReason != null || (licence != null && licence.isInForceOn(day));
    }

    /**
     * A licence for a controlled technology.
     *
     * @param reference its number or title
     * @param validFrom first day, null where not stated
     * @param validTo last day, null where open
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Licence(
            String reference,
            @Nullable FuzzyDate validFrom,
            @Nullable FuzzyDate validTo) {
        @SuppressWarnings("ConstantValue") // JSON may leave the reference out
        Licence {
            if (reference == null || reference.isBlank()) {
                throw new IllegalArgumentException("a licence needs a reference");
            }
        }

        /** True unless the licence certainly begins after that day or ends before it. */
        boolean isInForceOn(LocalDate day) {
            return (validFrom == null || !validFrom.isCertainlyAfter(day))
                    && (validTo == null || !day.isAfter(validTo.end()));
        }
    }
}
