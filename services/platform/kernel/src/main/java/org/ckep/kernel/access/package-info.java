/** Who reads what: sides, roles, viewers, the classification lattice and its audiences. */
@NullMarked
package org.ckep.kernel.access;

import org.jspecify.annotations.NullMarked;
