/** Records of two governments in one database: heads, the two locks, claims, sources, copies, audit, idempotency. */
@NullMarked
package org.ckep.records;

import org.jspecify.annotations.NullMarked;
