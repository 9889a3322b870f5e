/** What must be right before the portal serves in production. */
@NullMarked
package org.ckep.portal.start;

import org.jspecify.annotations.NullMarked;
