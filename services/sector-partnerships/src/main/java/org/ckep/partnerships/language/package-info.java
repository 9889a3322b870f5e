/** Checks of texts that warn and never refuse. */
@NullMarked
package org.ckep.partnerships.language;

import org.jspecify.annotations.NullMarked;
