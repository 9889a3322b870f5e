package org.ckep.investment.project;

import java.time.LocalDate;
import org.ckep.kernel.claim.Source;
import org.ckep.kernel.claim.SourceKind;

/**
 * What a source is worth to a guard.
 *
 * @param kind what it is
 * @param isPublic true where everybody may read it and it is out
 */
record Testimony(SourceKind kind, boolean isPublic) {
    /**
     * A source on a day.
     *
     * @param today the latest day that has begun anywhere
     */
    static Testimony of(Source source, LocalDate today) {
        return new Testimony(source.kind(), source.isPublicBy(today));
    }

    /** True where a party, or a government, has said it to everybody: what an announcement rests on. */
    boolean announces() {
        return isPublic && kind.isStatementOfAParty();
    }
}
