package org.ckep.trade.release;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.stream.Stream;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.messaging.DomainEvent;
import org.ckep.trade.figures.DatasetRevised;
import org.ckep.trade.figures.Merge;
import org.jspecify.annotations.Nullable;

/**
 * A release was published or withdrawn. What is drafted or under embargo has no event, so that no stream tells of it.
 *
 * @param figures how many figures it holds, as a string because it may exceed what JavaScript counts exactly
 * @param reason why its figures were taken back
 * @param changes for each dataset that changed the address below the platform's root of what has changed in it since the
 *     revision before, as an SDMX message with its deletions; none for datasets that no dataflow offers
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReleaseEvent(
        Urn urn,
        String displayId,
        LocalizedText title,
        ReleaseState state,
        ReleaseState previousState,
        Side side,
        String source,
        String figures,
        @Nullable LocalizedText reason,
        List<String> changes) {
    static final String PUBLISHED = "org.ckep.trade.release.published.v1";
    static final String WITHDRAWN = "org.ckep.trade.release.withdrawn.v1";

    ReleaseEvent {
        changes = List.copyOf(changes);
    }

    static DomainEvent of(String type, Release release, ReleaseState previous, Merge.Result merged) {
        return DomainEvent.forAll(
                type,
                release.urn(),
                merged.revisedAt(),
                null,
                Classification.PUBLIC,
                new ReleaseEvent(
                        release.urn(),
                        release.displayId(),
                        release.title(),
                        release.state(),
                        previous,
                        release.side(),
                        release.source(),
                        Long.toString(release.figures()),
                        release.withdrawnReason(),
                        merged.datasets().stream()
                                .map(DatasetRevised::changes)
                                .flatMap(Stream::ofNullable)
                                .toList()));
    }
}
