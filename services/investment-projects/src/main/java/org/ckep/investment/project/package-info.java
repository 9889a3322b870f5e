/** Investment projects: what is invested, by whom, where, how far it is, and the rules by which it moves on. */
@NullMarked
package org.ckep.investment.project;

import org.jspecify.annotations.NullMarked;
