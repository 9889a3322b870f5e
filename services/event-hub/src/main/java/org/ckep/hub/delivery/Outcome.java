package org.ckep.hub.delivery;

import java.util.Locale;

/** What an attempt came to, and what follows from that. */
enum Outcome {
    DELIVERED(false, false),
    /** 2xx whose body broke off or did not end in time: the head is what takes the event. */
    ANSWER_CUT_OFF(false, false),
    /** 410: the endpoint wants nothing any more. */
    GONE(false, false),
    /** 429, 502, 504: not now. */
    THROTTLED(false, true),
    /** Any other 5xx. */
    SERVER_ERROR(true, true),
    /** None came in time, or 408. */
    TIMEOUT(true, true),
    CONNECT(true, true),
    RESET(true, true),
    TLS(true, true),
    /** 3xx, never followed. */
    REDIRECT(true, true),
    /** 401, 403, 404, 415: the endpoint is not set up for us. */
    MISCONFIGURED(true, true),
    /** The endpoint wants an access token, and its token endpoint gave none. */
    NO_TOKEN(true, true),
    /** The endpoint wants a certificate, and the one for it has ended; it was not asked. */
    CERTIFICATE_EXPIRED(false, true),
    /** The endpoint wants an access token, and the one that its owner gave has ended; it was not asked. */
    CREDENTIALS_EXPIRED(true, true),
    /** Any other 4xx: the endpoint refuses this event and no other. */
    REFUSED(true, false),
    /** The sink must not be asked. */
    BLOCKED(false, true);

    private final boolean usesTry;
    private final boolean breaks;

    Outcome(boolean usesTry, boolean breaks) {
        this.usesTry = usesTry;
        this.breaks = breaks;
    }

    /** True where the endpoint took the event. */
    boolean isTaken() {
        return this == DELIVERED || this == ANSWER_CUT_OFF;
    }

    /** True where the event's number of tries goes down. */
    boolean usesTry() {
        return usesTry;
    }

    /** True where it speaks against the endpoint as a whole. */
    boolean breaks() {
        return breaks;
    }

    /** True where its owner has to set up the endpoint, its name or its token anew, and is told so. */
    boolean needsOwner() {
        return this == REDIRECT || this == MISCONFIGURED || this == BLOCKED || this == CREDENTIALS_EXPIRED;
    }

    /** The word in the delivery log. */
    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
