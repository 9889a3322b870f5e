/** Runs the whole platform on one machine: servers, services and the first data. */
@NullMarked
package org.ckep.local;

import org.jspecify.annotations.NullMarked;
