/** Passing a call on to its service and the answer back, without holding either in memory. */
@NullMarked
package org.ckep.gateway.proxy;

import org.jspecify.annotations.NullMarked;
