package org.ckep.portal.form;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with what was sent.
 *
 * @param pointer where in the request, a JSON pointer; null where it is about no place in it
 * @param words what is wrong, in the visitor's language
 * @param detail what the service says beyond that, in English; empty where the words say it all
 */
public record Fault(@Nullable String pointer, String words, String detail) {}
