/** Classes for the tests of the architecture rules. */
@NullMarked
package org.ckep.testing.planted.faults;

import org.jspecify.annotations.NullMarked;
