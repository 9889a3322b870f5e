package org.ckep.policy.measure;

/** What a measure is. */
public enum MeasureKind {
    EXPORT_CONTROL,
    TARIFF,
    SUBSIDY,
    INVESTMENT_SCREENING,
    VISA,
    QUARANTINE
}
