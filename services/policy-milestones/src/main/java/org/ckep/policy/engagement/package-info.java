/** Visits, sessions, rounds and exhibitions, with the delegations that came. */
@NullMarked
package org.ckep.policy.engagement;

import org.jspecify.annotations.NullMarked;
