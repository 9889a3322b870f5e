package org.ckep.gateway.proxy;

import io.quarkus.vertx.http.runtime.filters.AbstractResponseWrapper;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.core.http.impl.HttpServerRequestWrapper;

/**
 * A request whose answer is given up by closing the connection. The proxy resets the answer when it cannot be
 * completed; in Vert.x 4.5 a reset over HTTP/1.1 marks the answer as closed before the connection is, and then tells
 * none of the handlers. Calls would never end in metrics and logs, and a shutdown would wait for them in vain.
 */
final class ClosingRequest extends HttpServerRequestWrapper {
    private final HttpServerResponse response;

    ClosingRequest(HttpServerRequest request) {
        super((HttpServerRequestInternal) request);
        this.response = new ClosingResponse(request.response(), request.connection());
    }

    @Override
    public HttpServerResponse response() {
        return response;
    }

    private static final class ClosingResponse extends AbstractResponseWrapper {
        private final HttpConnection connection;

        ClosingResponse(HttpServerResponse delegate, HttpConnection connection) {
            super(delegate);
            this.connection = connection;
        }

        @Override
        public boolean reset() {
            return reset(0);
        }

        @Override
        public boolean reset(long code) {
            connection.close();
            return true;
        }
    }
}
