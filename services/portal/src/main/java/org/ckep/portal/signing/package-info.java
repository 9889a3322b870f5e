/** What four persons sign, and the acts that are open to each of them. */
@NullMarked
package org.ckep.portal.signing;

import org.jspecify.annotations.NullMarked;
