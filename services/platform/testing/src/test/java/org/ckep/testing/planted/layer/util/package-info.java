/** Classes for the tests of the architecture rules. */
@NullMarked
package org.ckep.testing.planted.layer.util;

import org.jspecify.annotations.NullMarked;
