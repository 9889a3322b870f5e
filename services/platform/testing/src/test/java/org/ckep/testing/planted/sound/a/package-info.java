/** Classes for the tests of the architecture rules. */
@NullMarked
package org.ckep.testing.planted.sound.a;

import org.jspecify.annotations.NullMarked;
