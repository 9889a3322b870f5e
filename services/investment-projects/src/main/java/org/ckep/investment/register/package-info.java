/** What the features of this service do alike: names of organisations, sources, URNs in parameters, broken rules. */
@NullMarked
package org.ckep.investment.register;

import org.jspecify.annotations.NullMarked;
