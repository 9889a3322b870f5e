package org.ckep.investment.project;

/** What kind of undertaking a project is. Upgrades, capital increases and mergers are projects like any new plant. */
enum ProjectType {
    GREENFIELD(Profile.PHYSICAL),
    EXPANSION(Profile.PHYSICAL),
    UPGRADE(Profile.PHYSICAL),
    MERGER_ACQUISITION(Profile.TRANSACTION),
    CAPITAL_INCREASE(Profile.TRANSACTION),
    JV_FORMATION(Profile.TRANSACTION),
    RND_CENTRE(Profile.PHYSICAL),
    RELOCATION(Profile.PHYSICAL),
    DIVESTMENT(Profile.TRANSACTION),
    PARK_INFRASTRUCTURE(Profile.PHYSICAL);

    private final Profile profile;

    ProjectType(Profile profile) {
        this.profile = profile;
    }

    Profile profile() {
        return profile;
    }

    /** True for work on a plant that stands already: such a project may be registered as announced at once. */
    boolean continuesAPlant() {
        return this == UPGRADE || this == EXPANSION;
    }
}
