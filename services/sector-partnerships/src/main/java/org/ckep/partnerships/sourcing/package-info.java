/** Sourcing relations: which buyer takes which material from where, and how far it has been adopted. */
@NullMarked
package org.ckep.partnerships.sourcing;

import org.jspecify.annotations.NullMarked;
