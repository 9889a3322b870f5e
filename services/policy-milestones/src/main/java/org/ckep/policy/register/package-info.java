/** What every record of this service has in common: how it is entered, changed, listed and announced. */
@NullMarked
package org.ckep.policy.register;

import org.jspecify.annotations.NullMarked;
