package org.ckep.trade.warning;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.trade.observation.Decimals;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An alert: one for each episode in which a rule's limit was crossed.
 *
 * @param firstPeriod in which the limit was crossed
 * @param lastPeriod latest period of the episode, or the one in which it was left
 * @param raisedValue value of the metric in the first period
 * @param latestValue its latest value
 * @param raisedCoverage part of imports that the suppliers listed make up in the first period; null for a metric that is
 *     not over suppliers. Where it is below 1, suppliers may be missing, and concentration over those listed is too high
 * @param latestCoverage the same of the latest value
 * @param acknowledgedAt when somebody of the owning side said that he knows; null before, and once it is raised anew
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Alert")
record AlertView(
        Urn urn,
        String displayId,
        LocalizedText title,
        Urn rule,
        Grade grade,
        AlertState state,
        String firstPeriod,
        String lastPeriod,
        BigDecimal raisedValue,
        BigDecimal latestValue,
        @Nullable BigDecimal raisedCoverage,
        @Nullable BigDecimal latestCoverage,
        @Nullable Side ownerSide,
        Classification.Level classification,
        Instant raisedAt,
        @Nullable Instant acknowledgedAt) {

    static AlertView of(WarningAlert alert) {
        return new AlertView(
                alert.urn(),
                alert.head().displayId(),
                alert.title(),
                new Urn(WarningRule.TYPE, alert.ruleId()),
                alert.grade(),
                alert.state(),
                alert.firstPeriod().toString(),
                alert.lastPeriod().toString(),
                Decimals.plain(alert.raisedValue()),
                Decimals.plain(alert.latestValue()),
                Decimals.plainOrNull(alert.raisedCoverage()),
                Decimals.plainOrNull(alert.latestCoverage()),
                alert.head().ownerSide(),
                alert.head().classification().level(),
                alert.head().createdAt(),
                alert.acknowledgedAt());
    }
}
