/** Which part of the platform answers a path, and where it runs. */
@NullMarked
package org.ckep.gateway.route;

import org.jspecify.annotations.NullMarked;
