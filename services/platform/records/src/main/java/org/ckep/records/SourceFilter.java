package org.ckep.records;

import org.ckep.kernel.claim.SourceKind;
import org.jspecify.annotations.Nullable;

/**
 * Which sources are asked for.
 *
 * @param kind only of this kind, null for all
 */
record SourceFilter(@Nullable SourceKind kind) {}
