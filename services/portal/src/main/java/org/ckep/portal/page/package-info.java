/** The pages, each rendered on the server and readable without a script. */
@NullMarked
package org.ckep.portal.page;

import org.jspecify.annotations.NullMarked;
