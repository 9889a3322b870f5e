/** Grievances: what companies complain of in a project, and what becomes of it. */
@NullMarked
package org.ckep.investment.grievance;

import org.jspecify.annotations.NullMarked;
