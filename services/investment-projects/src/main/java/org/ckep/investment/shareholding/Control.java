package org.ckep.investment.shareholding;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Who controls which part of an organisation, by himself and through those that he controls.
 *
 * @param entity URN of the organisation
 * @param kind of what they are parts
 * @param side by whose histories, absent for those of public sources
 * @param asOf on which day
 * @param coverage always {@code visible-only}: it is made of histories that the viewer may see, and says nothing of others
 * @param data the greatest part first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Control")
record Control(
        Urn entity, ShareholdingKind kind, @Nullable Side side, LocalDate asOf, String coverage, List<Holder> data) {
    /**
     * One holder.
     *
     * @param holder URN of the organisation
     * @param holderName its name, absent while this service has not learnt it
     * @param directPercent what it holds by itself, at least
     * @param totalPercent what it holds by itself and through others, at least
     * @param through URNs of the organisations through which it does
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @Schema(name = "ControlHolder")
    record Holder(
            Urn holder,
            @Nullable LocalizedText holderName,

            @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal directPercent,

            @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal totalPercent,

            List<Urn> through) {}
}
