/** Both sides' own records of one thing: which may be, which are, and how four persons link them. */
@NullMarked
package org.ckep.portal.pairing;

import org.jspecify.annotations.NullMarked;
