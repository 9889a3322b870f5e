/** The bilateral change protocol: how two governments change one record, by four persons on one hash. */
@NullMarked
package org.ckep.kernel.change;

import org.jspecify.annotations.NullMarked;
