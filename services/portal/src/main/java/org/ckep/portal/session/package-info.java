/** Who is signed in and in which language he reads. */
@NullMarked
package org.ckep.portal.session;

import org.jspecify.annotations.NullMarked;
