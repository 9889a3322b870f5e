/** What partner agencies have undertaken, and which events they may have by that. */
@NullMarked
package org.ckep.hub.border;

import org.jspecify.annotations.NullMarked;
