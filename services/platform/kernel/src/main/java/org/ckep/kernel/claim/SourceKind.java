package org.ckep.kernel.claim;

/** What a source is, from the most to the least binding. */
public enum SourceKind {
    OFFICIAL_STATISTICS,
    OFFICIAL_ACT,
    OFFICIAL_STATEMENT,
    COMPANY_FILING,
    COMPANY_STATEMENT,
    PRESS,
    COMMENTARY,
    ESTIMATE;

    /** True where a party itself, or a government, spoke publicly: what an announcement must rest on. */
    public boolean isStatementOfAParty() {
        return compareTo(COMPANY_STATEMENT) <= 0;
    }
}
