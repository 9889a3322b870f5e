package org.ckep.records.reconciliation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.Period;

/** Reconciliation of both sides' figures. */
@ConfigMapping(prefix = "ckep.reconciliation")
interface ReconciliationConfig {
    /** How long the sides have to say why two figures differ; later it is overdue. */
    @WithDefault("P30D")
    Period explanationPeriod();

    /** How often it is looked for months that are over, whose blind comparisons both sides are then told. */
    @WithDefault("1h")
    Duration checkInterval();
}
