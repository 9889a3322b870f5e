package org.ckep.portal.platform;

import io.smallrye.mutiny.Multi;

/**
 * A file on its way.
 *
 * @param ready false where the platform has none to give
 * @param content its pieces, as they come; a failure in the middle fails it
 */
public record Download(boolean ready, Multi<byte[]> content) {
    /** No file. */
    static final Download NONE = new Download(false, Multi.createFrom().empty());
}
