package org.ckep.policy.challenge;

/** How heavily one side takes a challenge. A side's own view, never shown to the other. */
public enum Severity {
    LOW,
    MODERATE,
    HIGH,
    CRITICAL
}
