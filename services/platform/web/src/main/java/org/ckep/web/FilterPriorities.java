package org.ckep.web;

/** The order of all request filters, lowest first. No filter stands without a constant here. */
public final class FilterPriorities {
    /** Who asks; refuses bad tokens before anything else is looked at. */
    public static final int IDENTITY = 1000;
    /** What stands in log lines of this request. */
    public static final int LOG_CONTEXT = 1100;
    /** Parameters that the operation does not know or cannot read. */
    public static final int PARAMETERS = 1200;
    /** Size of the body that the request declares. */
    public static final int BODY_LIMIT = 1300;
    /** Form of the idempotency key. */
    public static final int IDEMPOTENCY = 1400;

    private FilterPriorities() {}
}
