/** What an owner has said he will reach, and by when. */
@NullMarked
package org.ckep.policy.target;

import org.jspecify.annotations.NullMarked;
