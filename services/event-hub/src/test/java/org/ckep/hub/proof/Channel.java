package org.ckep.hub.proof;

/** Every way by which a reader of events learns anything. */
enum Channel {
    /** The feed as JSON, with its cursors. */
    FEED,
    /** The feed as a CloudEvents batch, with its headers. */
    BATCH,
    /** The feed as Server-Sent Events. */
    STREAM,
    /** The feed that waits at its end. */
    LONG_POLL,
    /** A stream that goes on after {@code Last-Event-ID}. */
    RESUMED,
    /** How far a reader gets whose filter finds nothing. */
    CHECKPOINT,
    /** The ends of the log. */
    NUMBERS,
    /** A subscription that is fetched. */
    PULL,
    /** The same as a stream. */
    PULL_STREAM,
    /** Requests that came to an endpoint, with their headers. */
    WEBHOOK,
    /** Records of an agency's topic, with their headers and offsets. */
    TOPIC,
    DIGEST,
    DRY_RUN,
    /** What a replay would send. */
    REPLAY,
    HEALTH,
    DELIVERY_LOG,
    /** The catalogue, the AsyncAPI document, a schema, the keys. */
    CATALOGUE,
    /** The own subscriptions. */
    LIST,
    BORDER_AUDIT,
    /** What is refused: others' subscriptions, wrong cursors, filters, numbers and endpoints. */
    ERROR
}
