package org.ckep.testing.planted.cycle.b;

import org.ckep.testing.planted.cycle.a.First;

/** The other half. */
public record Second(First first) {}
