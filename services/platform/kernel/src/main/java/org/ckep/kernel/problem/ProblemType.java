package org.ckep.kernel.problem;

/**
 * One kind of problem that a caller may meet (RFC 9457). Each feature lists its own in one enum; a problem's slug is
 * stable for ever, since clients decide by it.
 */
public interface ProblemType {
    /** The prefix of every problem's {@code type}. */
    String URI_PREFIX = "urn:ckep:problem:";

    /** Lower-case words joined by hyphens, unique on the platform. */
    String slug();

    /** The HTTP status. */
    int status();

    /** The key of the localised title in the bundle {@code problems}. */
    default String titleKey() {
        return slug();
    }

    /** The {@code type} member of the problem document. */
    default String uri() {
        return URI_PREFIX + slug();
    }
}
