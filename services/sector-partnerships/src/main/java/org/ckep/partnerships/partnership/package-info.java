/** Partnerships: who works with whom on what, what each side brings, and how far it has come. */
@NullMarked
package org.ckep.partnerships.partnership;

import org.jspecify.annotations.NullMarked;
