/** Rank claims: where an organisation is said to stand in the world. */
@NullMarked
package org.ckep.partnerships.ranking;

import org.jspecify.annotations.NullMarked;
