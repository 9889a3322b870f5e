/** What the tests of every module stand on: the real servers, tokens of the real realm, architecture rules, faults. */
@NullMarked
package org.ckep.testing;

import org.jspecify.annotations.NullMarked;
