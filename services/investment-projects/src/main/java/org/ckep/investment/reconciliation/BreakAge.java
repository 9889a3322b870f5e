package org.ckep.investment.reconciliation;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** For how long two figures have differed, in days since they were found to. */
@Schema(name = "BreakAge")
enum BreakAge {
    UP_TO_30_DAYS(30),
    UP_TO_90_DAYS(90),
    UP_TO_180_DAYS(180),
    OVER_180_DAYS(Long.MAX_VALUE);

    private final long most;

    BreakAge(long most) {
        this.most = most;
    }

    static BreakAge of(long days) {
        for (BreakAge age : values()) {
            if (days <= age.most) {
                return age;
            }
        }
        throw new IllegalArgumentException(Long.toString(days));
    }
}
