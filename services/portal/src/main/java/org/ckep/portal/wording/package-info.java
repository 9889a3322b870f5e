/** How data of the platform reads in the visitor's language: names of codes, numbers, dates, texts. */
@NullMarked
package org.ckep.portal.wording;

import org.jspecify.annotations.NullMarked;
