package org.ckep.trade.planted;

/** Stands for a class of another service. */
public record ForeignService(String name) {}
