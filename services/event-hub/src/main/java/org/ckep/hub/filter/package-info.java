/** Which events somebody wants: the filter dialects of CloudEvents, CESQL among them, and one of ours over the data. */
@NullMarked
package org.ckep.hub.filter;

import org.jspecify.annotations.NullMarked;
