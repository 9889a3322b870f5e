package org.ckep.trade.warning;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.trade.observation.Decimals;
import org.ckep.trade.observation.Edition;
import org.ckep.trade.observation.Frequency;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A rule.
 *
 * @param retired true where it is no longer looked at
 * @param lookedAt revision of the figures that was looked at last, null before the first look
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "WarningRule")
record WarningRuleView(
        Urn urn,
        String displayId,
        LocalizedText title,
        Metric metric,
        String source,
        Frequency frequency,
        String reporter,
        @Nullable String partner,
        Edition edition,
        String commodity,
        BigDecimal raiseAt,
        BigDecimal clearAt,
        BigDecimal floor,
        Grade grade,
        boolean retired,
        @Nullable Side ownerSide,
        Classification.Level classification,
        @Nullable Instant lookedAt) {

    static WarningRuleView of(WarningRule rule) {
        Limits limits = rule.limits();
        return new WarningRuleView(
                rule.urn(),
                rule.head().displayId(),
                rule.title(),
                rule.metric(),
                rule.source(),
                rule.frequency(),
                rule.reporter(),
                rule.partner(),
                rule.edition(),
                rule.commodity(),
                Decimals.plain(limits.raiseAt()),
                Decimals.plain(limits.clearAt()),
                Decimals.plain(limits.floor()),
                rule.grade(),
                rule.retired(),
                rule.head().ownerSide(),
                rule.head().classification().level(),
                rule.lookedAt());
    }
}
