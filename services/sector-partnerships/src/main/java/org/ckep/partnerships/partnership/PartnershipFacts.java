package org.ckep.partnerships.partnership;

import java.time.LocalDate;
import java.util.List;
import org.ckep.kernel.value.FuzzyDate;
import org.jspecify.annotations.Nullable;

/**
 * What the guards look at: nothing but what the actor may read.
 *
 * @param kind what the parties do
 * @param parties who takes part
 * @param start first day, null where not stated
 * @param end last day, null where open or not stated
 * @param signature what is known of the signature; {@link Signature#UNKNOWN} before it
 * @param ipTerms true where terms for intellectual property stand
 * @param flows technology that passes between the sides
 * @param openDeliverables number of things promised and not delivered
 * @param lastReport day of the newest activity report, null where there is none
 */
record PartnershipFacts(
        PartnershipKind kind,
        List<Party> parties,
        @Nullable FuzzyDate start,
        @Nullable FuzzyDate end,
        Signature signature,
        boolean ipTerms,
        List<TechnologyFlow> flows,
        int openDeliverables,
        @Nullable LocalDate lastReport) {
    PartnershipFacts {
        parties = List.copyOf(parties);
        flows = List.copyOf(flows);
    }

    PartnershipFacts withStart(@Nullable FuzzyDate other) {
        return new PartnershipFacts(kind, parties, other, end, signature, ipTerms, flows, openDeliverables, lastReport);
    }
}
