/** The reference documents below {@code docs} say what the sources say. */
@org.jspecify.annotations.NullMarked
package org.ckep.documents;
