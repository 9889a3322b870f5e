/** Change sets as they are stored: how both governments change one record together. */
@NullMarked
package org.ckep.records.change;

import org.jspecify.annotations.NullMarked;
