package org.ckep.kernel.change;

/** How far both sides stand behind what they have agreed on. */
public enum Agreement {
    /** Both of them. */
    AGREED,
    /** One of them objects to it; it stays as they agreed on it until they settle that. */
    CONTESTED
}
