package org.ckep.trade.figures;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.messaging.DomainEvent;
import org.jspecify.annotations.Nullable;

/**
 * An upload or a release changed the figures of a dataset.
 *
 * @param urn the dataset
 * @param title what it holds
 * @param source code of CL_SOURCE
 * @param frequency A or M
 * @param dataflow the SDMX dataflow that offers it, null where none does
 * @param upload the upload that brought the change, null where a release did
 * @param release the release that brought the change or was withdrawn, null where an upload did
 * @param revisedAt instant since which readers see it
 * @param previousRevisedAt instant of the revision before it, null where it is the first
 * @param reporters areas whose figures changed
 * @param firstPeriod earliest period with a change
 * @param lastPeriod latest period with a change
 * @param inserted number of new figures, as a string because it may exceed what JavaScript counts exactly
 * @param revised number of figures that replace an earlier value
 * @param deleted number of figures that were taken back
 * @param changes address below the platform's root of what has changed since the revision before, as an SDMX message with
 *     its deletions; null where no dataflow offers it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DatasetRevised(
        Urn urn,
        LocalizedText title,
        String source,
        String frequency,
        @Nullable String dataflow,
        @Nullable Urn upload,
        @Nullable Urn release,
        Instant revisedAt,
        @Nullable Instant previousRevisedAt,
        List<String> reporters,
        String firstPeriod,
        String lastPeriod,
        String inserted,
        String revised,
        String deleted,
        @Nullable String changes) {

    public static final String TYPE = "org.ckep.trade.dataset.revised.v1";

    DatasetRevised revisedAt(Instant instant) {
        return new DatasetRevised(
                urn,
                title,
                source,
                frequency,
                dataflow,
                upload,
                release,
                instant,
                previousRevisedAt,
                reporters,
                firstPeriod,
                lastPeriod,
                inserted,
                revised,
                deleted,
                changes);
    }

    /** Where a subscriber loads the changes alone, or everything where nothing was before. */
    static String changes(String dataflow, @Nullable Instant since) {
        String all = "/trade/sdmx/v2/data/dataflow/CKEP/" + dataflow;
        return since == null ? all : all + "?updatedAfter=" + since;
    }

    /** The event for all audiences, since published figures are public. */
    public DomainEvent toEvent() {
        return DomainEvent.forAll(TYPE, urn, revisedAt, null, Classification.PUBLIC, this);
    }
}
