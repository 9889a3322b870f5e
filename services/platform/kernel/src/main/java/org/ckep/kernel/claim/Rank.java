package org.ckep.kernel.claim;

/** Which of several claims answers first: the preferred ones, else the normal ones, never the deprecated ones. */
public enum Rank {
    PREFERRED,
    NORMAL,
    DEPRECATED
}
