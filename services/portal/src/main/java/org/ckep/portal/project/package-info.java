/** A project with both governments' figures, and how they change it together. */
@NullMarked
package org.ckep.portal.project;

import org.jspecify.annotations.NullMarked;
