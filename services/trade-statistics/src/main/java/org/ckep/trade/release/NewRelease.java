package org.ckep.trade.release;

import jakarta.validation.constraints.NotNull;
import org.ckep.kernel.value.LocalizedText;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A release that is to be prepared.
 *
 * @param source code of CL_SOURCE
 */
@Schema(name = "NewRelease")
record NewRelease(@NotNull LocalizedText title, @NotNull String source) {}
