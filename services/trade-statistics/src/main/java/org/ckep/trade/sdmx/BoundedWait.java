package org.ckep.trade.sdmx;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** How worker threads wait for the reactive client: no longer than for a statement of their own. */
@ApplicationScoped
class BoundedWait {
    private final ReadingConfig config;

    BoundedWait(ReadingConfig config) {
        this.config = config;
    }

    /**
     * The item, once it is there.
     *
     * @throws SdmxException with UNAVAILABLE where it does not come in time
     */
    <T> T await(Uni<T> item) {
        try {
            return item.await().atMost(config.statementTimeout());
        } catch (TimeoutException late) {
            throw new SdmxException(SdmxError.UNAVAILABLE, "The database does not answer in time; try again later.");
        }
    }
}
