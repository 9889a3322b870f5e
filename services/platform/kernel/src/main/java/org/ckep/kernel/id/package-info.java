/** Opaque, permanent identifiers of records. */
@NullMarked
package org.ckep.kernel.id;

import org.jspecify.annotations.NullMarked;
