/** Whole lists as files: every entry that the viewer may see, read and sent page by page. */
@NullMarked
package org.ckep.investment.export;

import org.jspecify.annotations.NullMarked;
