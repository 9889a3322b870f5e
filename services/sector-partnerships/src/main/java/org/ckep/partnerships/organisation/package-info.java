/** Organisations of both sides and of third countries: names over time, parents, successors. */
@NullMarked
package org.ckep.partnerships.organisation;

import org.jspecify.annotations.NullMarked;
