/** What a record is linked with, in one answer. */
@NullMarked
package org.ckep.policy.links;

import org.jspecify.annotations.NullMarked;
