/** What the records of this register have in common: local ids, sources and readers of what they refer to. */
@NullMarked
package org.ckep.partnerships.register;

import org.jspecify.annotations.NullMarked;
