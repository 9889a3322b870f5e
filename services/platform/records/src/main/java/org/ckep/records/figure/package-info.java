/** Each side's own figures beside the agreed values of a record that both keep, and beside those of its own record. */
@NullMarked
package org.ckep.records.figure;

import org.jspecify.annotations.NullMarked;
