/** Who may sign a milestone off: the decision of Keycloak's authorisation services, asked for on that one route. */
@NullMarked
package org.ckep.policy.signoff;

import org.jspecify.annotations.NullMarked;
