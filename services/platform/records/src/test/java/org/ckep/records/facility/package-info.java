/** A complete small register, as the services write theirs: the subject of this module's tests. */
@NullMarked
package org.ckep.records.facility;

import org.jspecify.annotations.NullMarked;
