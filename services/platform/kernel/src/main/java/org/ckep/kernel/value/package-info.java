/** Value types of the records: texts in three languages, inexact quantities, fuzzy dates, money, shares. */
@NullMarked
package org.ckep.kernel.value;

import org.jspecify.annotations.NullMarked;
