package org.ckep.partnerships.partnership;

/** The kinds of things that a side brings into a partnership. */
enum ContributionClass {
    TECHNOLOGY,
    IP,
    CAPITAL,
    LABOUR,
    MARKET,
    MATERIALS,
    MANUFACTURING,
    DATA,
    BRAND,
    INFRASTRUCTURE,
    TALENT
}
