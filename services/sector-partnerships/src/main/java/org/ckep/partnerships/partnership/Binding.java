package org.ckep.partnerships.partnership;

/** Whether the signed document binds the parties. */
enum Binding {
    NON_BINDING,
    BINDING,
    UNKNOWN
}
