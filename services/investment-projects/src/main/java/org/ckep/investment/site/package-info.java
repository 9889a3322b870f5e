/** Sites: plants, fabs and laboratories that projects build, upgrade or sell. */
@NullMarked
package org.ckep.investment.site;

import org.jspecify.annotations.NullMarked;
