/** Measures of governments, those of third countries included, and when they are in force. */
@NullMarked
package org.ckep.policy.measure;

import org.jspecify.annotations.NullMarked;
