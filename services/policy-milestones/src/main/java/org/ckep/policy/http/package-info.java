/** What the resources of all registers share: how a request is carried out, answered and described. */
@NullMarked
package org.ckep.policy.http;

import org.jspecify.annotations.NullMarked;
