/** Classes for the tests of the architecture rules. */
@NullMarked
package org.ckep.testing.planted.cycle.b;

import org.jspecify.annotations.NullMarked;
