package org.ckep.investment.project;

/** What a project is to its parent project. */
enum ProjectRelation {
    PHASE_OF,
    EXPANDS,
    UPGRADES,
    REPLACES,
    FUNDS;

    /** True where parent and child speak of the same money, so that only one of them may be counted (rule I10). */
    boolean sharesMoney() {
        return this == PHASE_OF || this == FUNDS;
    }
}
