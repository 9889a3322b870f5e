package org.ckep.hub.delivery;

import org.ckep.hub.projection.Projection;
import org.jspecify.annotations.Nullable;

/**
 * An event that is due.
 *
 * @param event the event in canonical form without number and chain value, null where the log no longer has it
 * @param projection what is to be kept of it when it is sent; the whole where that is done already
 * @param recordedAt the database's clock when the log got it, in Unix milliseconds; null where it stands in no log
 * @param wasTaken true where its endpoint took it before and its owner went back
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Head(
        long subseq,
        byte[] chain,
        byte @Nullable [] event,
        Projection projection,
        @Nullable Long recordedAt,
        boolean wasTaken) {}
