package org.ckep.testing.planted.faults;

import org.ckep.trade.planted.ForeignService;

/** Reaches into another service. */
record Neighbour(ForeignService service) {}
