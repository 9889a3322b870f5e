/** Where what one side keeps to itself contradicts what stands openly; told to that side alone (rule C9). */
@NullMarked
package org.ckep.investment.inconsistency;

import org.jspecify.annotations.NullMarked;
