package org.ckep.partnerships.partnership;

/** What the parties do together. */
public enum PartnershipKind {
    JOINT_RND,
    CO_DEVELOPMENT,
    TECHNOLOGY_LICENCE,
    CROSS_LICENCE,
    SUPPLY,
    OFFTAKE,
    PACKAGING_TESTING,
    JOINT_VENTURE,
    MARKET_ACCESS,
    DISTRIBUTION,
    STANDARDS,
    TALENT,
    FINANCE,
    SUBNATIONAL_PACT;

    /** True where the work creates or moves intellectual property, so that terms for it must stand before ACTIVE. */
    boolean needsIpTerms() {
        return switch (this) {
            case JOINT_RND, CO_DEVELOPMENT, TECHNOLOGY_LICENCE, CROSS_LICENCE -> true;
            case SUPPLY,
                    OFFTAKE,
                    PACKAGING_TESTING,
                    JOINT_VENTURE,
                    MARKET_ACCESS,
                    DISTRIBUTION,
                    STANDARDS,
                    TALENT,
                    FINANCE,
                    SUBNATIONAL_PACT -> false;
        };
    }
}
