/** What the portal asks the platform, as an ordinary client of the gateway. */
@NullMarked
package org.ckep.portal.platform;

import org.jspecify.annotations.NullMarked;
