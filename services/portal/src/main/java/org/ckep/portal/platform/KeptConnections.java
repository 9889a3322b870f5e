package org.ckep.portal.platform;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.net.ConnectException;

/** Connections to the gateway that stay open between questions. */
final class KeptConnections {
    private KeptConnections() {}

    /**
     * A question that changes nothing, which is asked once more where the gateway ended the connection just when it went out,
     * for instance because it is replaced by another one (RFC 9110, section 9.2.2).
     */
    static <T> Uni<T> asking(Uni<T> question) {
        return question.onFailure(KeptConnections::isClosed).retry().atMost(1);
    }

    private static boolean isClosed(Throwable failure) {
        return failure instanceof HttpClosedException
                || failure instanceof IOException && !(failure instanceof ConnectException);
    }
}
