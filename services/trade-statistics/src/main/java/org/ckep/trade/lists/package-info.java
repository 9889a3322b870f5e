/** Imports of code lists and correspondences, and what goods are used for. */
@NullMarked
package org.ckep.trade.lists;

import org.jspecify.annotations.NullMarked;
