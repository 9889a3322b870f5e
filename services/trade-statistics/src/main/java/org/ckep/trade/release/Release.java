package org.ckep.trade.release;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.jspecify.annotations.Nullable;

/**
 * A release as its readers see it.
 *
 * @param side whose figures it holds
 * @param source code of CL_SOURCE
 * @param figures how many figures it holds
 * @param embargoUntil instant at which it is published by itself; null without an embargo
 * @param revisedAt when one of its figures was replaced for the first time
 * @param withdrawnReason why its figures were taken back
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Release(
        Urn urn,
        String displayId,
        LocalizedText title,
        ReleaseState state,
        Side side,
        String source,
        long figures,
        @Nullable Instant embargoUntil,
        Instant createdAt,
        @Nullable Instant publishedAt,
        @Nullable Instant revisedAt,
        @Nullable Instant withdrawnAt,
        @Nullable LocalizedText withdrawnReason) {

    static final String URN_TYPE = "release";
    static final String DISPLAY_PREFIX = "REL";

    /** As it is once its figures are visible. */
    Release published(Instant at) {
        return new Release(
                urn,
                displayId,
                title,
                ReleaseState.PUBLISHED,
                side,
                source,
                figures,
                embargoUntil,
                createdAt,
                at,
                null,
                null,
                null);
    }

    /** As it is once its figures are taken back. */
    Release withdrawn(Instant at, @Nullable LocalizedText reason) {
        return new Release(
                urn,
                displayId,
                title,
                ReleaseState.WITHDRAWN,
                side,
                source,
                figures,
                embargoUntil,
                createdAt,
                publishedAt,
                revisedAt,
                at,
                reason);
    }

    /** As it is in another state before its publication. */
    Release waiting(ReleaseState next, @Nullable Instant until) {
        return new Release(
                urn, displayId, title, next, side, source, figures, until, createdAt, null, null, null, null);
    }
}
