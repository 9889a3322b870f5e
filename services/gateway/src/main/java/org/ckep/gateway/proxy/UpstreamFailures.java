package org.ckep.gateway.proxy;

import io.vertx.core.http.ConnectionPoolTooBusyException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import org.ckep.gateway.problem.GatewayProblem;

/** What a failure on the way to a service means to the caller. */
final class UpstreamFailures {
    private UpstreamFailures() {}

    /**
     * @param connected whether a connection to the service was open
     */
    static GatewayProblem classify(Throwable failure, boolean connected) {
        return switch (failure) {
            case ConnectionPoolTooBusyException busy -> GatewayProblem.TEMPORARY_REDUCED_CAPACITY;
            case ConnectException refused -> GatewayProblem.UNAVAILABLE;
            case UnknownHostException unknown -> GatewayProblem.UNAVAILABLE;
            case NoRouteToHostException unreachable -> GatewayProblem.UNAVAILABLE;
            case TimeoutException late -> connected ? GatewayProblem.GATEWAY_TIMEOUT : GatewayProblem.UNAVAILABLE;
            default -> connected ? GatewayProblem.BAD_GATEWAY : GatewayProblem.UNAVAILABLE;
        };
    }
}
