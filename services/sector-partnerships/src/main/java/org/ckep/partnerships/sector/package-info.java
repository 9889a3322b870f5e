/** Sectors: the code list that every register of the platform refers to. */
@NullMarked
package org.ckep.partnerships.sector;

import org.jspecify.annotations.NullMarked;
