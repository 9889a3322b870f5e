package org.ckep.investment.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotNull;
import org.ckep.kernel.value.OrgRef;
import org.ckep.kernel.value.Share;
import org.jspecify.annotations.Nullable;

/**
 * One holder's part of the project's vehicle at commitment.
 *
 * @param holder who holds it; null for holders that are not disclosed
 * @param share how much
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Holding(@Nullable OrgRef holder, @NotNull Share share) {}
