package org.ckep.testing.planted.layer.util;

/** Lies in a package that says nothing. */
record Strings(String value) {}
