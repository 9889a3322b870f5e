package org.ckep.investment.capacity;

/** What the whole is of which a site makes a part. */
enum DenominatorScope {
    /** Everything that the site's owner makes of the product, worldwide. */
    ORG_WORLD,
    /** Everything that one country makes of it. */
    SECTOR_COUNTRY,
    /** Everything that the world makes of it. */
    WORLD
}
