package org.ckep.portal.wording;

/**
 * What a claim says.
 *
 * @param value in the visitor's language, empty where there are the source's words alone
 * @param words the source's own words where they say more than the value, else empty
 */
public record Stated(Text value, Text words) {}
