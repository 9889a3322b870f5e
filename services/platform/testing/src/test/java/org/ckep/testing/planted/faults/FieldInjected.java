package org.ckep.testing.planted.faults;

import jakarta.inject.Inject;

/** Hides what it depends on. */
class FieldInjected {
    @Inject
    Runnable hidden;
}
