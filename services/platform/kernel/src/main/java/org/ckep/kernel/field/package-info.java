/** Who may change which attribute of a record, declared once for each kind of record. */
@NullMarked
package org.ckep.kernel.field;

import org.jspecify.annotations.NullMarked;
