package org.ckep.kernel.value;

/** Why a value is not there. */
public enum UnknownReason {
    /** The source does not say it. */
    NOT_STATED,
    /** The parties do not publish it. */
    UNDISCLOSED,
    /** Nobody collects it. */
    NOT_COLLECTED,
    /** It may not be published. */
    CONFIDENTIAL
}
