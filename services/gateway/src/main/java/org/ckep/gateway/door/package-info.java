/** The order in which a call is checked before it goes anywhere. */
@NullMarked
package org.ckep.gateway.door;

import org.jspecify.annotations.NullMarked;
