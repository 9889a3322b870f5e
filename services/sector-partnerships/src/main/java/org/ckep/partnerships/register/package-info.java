/** What answers about the records of this service may carry beside the plain view. */
@NullMarked
package org.ckep.partnerships.register;

import org.jspecify.annotations.NullMarked;
