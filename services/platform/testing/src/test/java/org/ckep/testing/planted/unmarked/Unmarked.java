package org.ckep.testing.planted.unmarked;

/** Lies in a package without package-info. */
record Unmarked(String value) {}
