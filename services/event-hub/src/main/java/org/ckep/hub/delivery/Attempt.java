package org.ckep.hub.delivery;

import org.ckep.hub.sink.SinkAnswer;
import org.jspecify.annotations.Nullable;

/**
 * One request to an endpoint.
 *
 * @param subseq number of the event, null for a test
 * @param at Unix milliseconds by the database's clock
 * @param n how many tries it was
 * @param kind {@code live}, {@code probe}, {@code replay}, {@code redelivery} or {@code test}
 * @param status of the answer, null where none came
 * @param response beginning of the answer's body, null where none came
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Attempt(
        @Nullable Long subseq,
        long at,
        int n,
        String kind,
        int ms,
        @Nullable Integer status,
        Outcome outcome,
        byte @Nullable [] response) {

    static Attempt of(@Nullable Long subseq, long at, int n, String kind, SinkAnswer answer) {
        SinkAnswer.Answered answered = answer instanceof SinkAnswer.Answered some ? some : null;
        return new Attempt(
                subseq,
                at,
                n,
                kind,
                Math.toIntExact(answer.millis()),
                answered == null ? null : answered.status(),
                RetryRules.outcome(answer),
                answered == null || answered.excerpt().length == 0 ? null : answered.excerpt());
    }
}
