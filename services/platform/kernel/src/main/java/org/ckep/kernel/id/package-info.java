/** Identifiers: opaque, permanent ones of records, and those of traces. */
@NullMarked
package org.ckep.kernel.id;

import org.jspecify.annotations.NullMarked;
