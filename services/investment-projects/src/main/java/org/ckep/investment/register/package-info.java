/** What the registers of this service do alike: text rules, merge patches, visibility of what a record points to. */
@NullMarked
package org.ckep.investment.register;

import org.jspecify.annotations.NullMarked;
