package org.ckep.investment.pairing;

/** What speaks for two records being of one thing, with how much it weighs. */
enum CandidatePart {
    /** One organisation invests, by its URN or by a name that both sides know. */
    INVESTOR(3),
    /** One organisation receives the investment, likewise. */
    HOST_ENTITY(3),
    /** A site of each lies in the same province, ISO 3166-2. */
    PLACE(2),
    /** Sums of one currency and one kind of basis, of which neither is more than twice the other. */
    AMOUNT(2),
    /** One sector. */
    SECTOR(1),
    /**
     * The same thing happened, or is planned, within 180 days; or both came to the same state within them, of which being a
     * prospect is none: that begins by default when somebody registers it.
     */
    DATE(1);

    private final int weight;

    CandidatePart(int weight) {
        this.weight = weight;
    }

    int weight() {
        return weight;
    }
}
