/** Control exposures: which projects and sites a measure of trade or technology control touches, and who says so. */
@NullMarked
package org.ckep.investment.exposure;

import org.jspecify.annotations.NullMarked;
