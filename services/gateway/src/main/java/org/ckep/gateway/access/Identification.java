package org.ckep.gateway.access;

import org.ckep.gateway.problem.Refusal;

/** What the credentials of a call say. */
public sealed interface Identification {
    /** No credentials were sent. */
    record Anonymous() implements Identification {}

    /** The token is valid. */
    record Known(Caller caller) implements Identification {}

    /** Credentials were sent and do not hold; the call is never treated as anonymous. */
    record Refused(Refusal refusal) implements Identification {}
}
