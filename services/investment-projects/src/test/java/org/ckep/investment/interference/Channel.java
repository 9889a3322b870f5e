package org.ckep.investment.interference;

/** A way by which somebody learns something. */
enum Channel {
    /** One record as it is answered. */
    BODY,
    /** All headers of every answer, tags and cursors among them. */
    HEADER,
    /** Lists, page by page. */
    LIST,
    /** Sums. */
    COUNT,
    /** What a search finds, and in which order. */
    SEARCH,
    /** Whole lists as files. */
    EXPORT,
    /** Claims and their lists. */
    CLAIM,
    /** Change sets and their lists. */
    CHANGE,
    /** Objections and their lists. */
    OBJECTION,
    /** Figures that differ, and both sides' figures side by side. */
    BREAK,
    /** What the cycles of reconciliation counted. */
    CYCLE,
    /** What is told of values that are compared blind. */
    BLIND,
    /** The reader's own side's audit trail. */
    AUDIT,
    /** Refusals of reads and writes. */
    ERROR,
    /** The topics of the audiences that the reader hears. */
    EVENT
}
