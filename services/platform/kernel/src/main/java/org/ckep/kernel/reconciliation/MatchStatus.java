package org.ckep.kernel.reconciliation;

/** What comes of comparing both sides' figures of one thing. */
public enum MatchStatus {
    /** One side alone has a figure that both may read. */
    ONE_SIDED,
    /** Both figures are right to stand side by side; they do not measure the same. */
    NOT_COMPARABLE,
    /** Both say the same. */
    MATCHED,
    /** They differ by no more than both sides agreed to leave alone. */
    WITHIN_TOLERANCE,
    /** They differ, and somebody has to say why. */
    BREAK,
    /** They differ, and both sides have agreed to leave it at that. */
    AGREED_DIFFERENCE,
    /** The own side keeps its figure from the other, so nothing is compared; the own side alone is told. */
    WITHHELD;

    /** Whether the figures say the same, as far as both sides care. */
    public boolean agrees() {
        return this == MATCHED || this == WITHIN_TOLERANCE;
    }
}
