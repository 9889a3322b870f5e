/** How values are entered in a page's form, read from it, and how a refusal finds the field that it is about. */
@NullMarked
package org.ckep.portal.form;

import org.jspecify.annotations.NullMarked;
