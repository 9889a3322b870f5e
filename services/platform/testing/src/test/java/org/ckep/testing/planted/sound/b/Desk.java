package org.ckep.testing.planted.sound.b;

import org.ckep.testing.planted.sound.a.Offer;

/** Depends on another feature, in one direction. */
record Desk(Offer offer) {}
