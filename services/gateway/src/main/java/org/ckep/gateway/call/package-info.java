/** What the gateway knows about the call it is handling. */
@NullMarked
package org.ckep.gateway.call;

import org.jspecify.annotations.NullMarked;
