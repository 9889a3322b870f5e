package org.ckep.testing.planted.cycle.a;

import org.ckep.testing.planted.cycle.b.Second;

/** One half of a circle. */
public record First(Second second) {}
