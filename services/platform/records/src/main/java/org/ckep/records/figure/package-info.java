/** Each side's own figures beside the agreed values of a record that both share. */
@NullMarked
package org.ckep.records.figure;

import org.jspecify.annotations.NullMarked;
