package org.ckep.trade.sdmx;

import io.netty.channel.ChannelHandlerContext;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Who waits for an answer. The answer may end before all of it was sent, because the caller left. */
final class Caller {
    private final Runnable cut;
    private final Executor workers;
    private boolean ended;
    private @Nullable Runnable atEnd;

    /**
     * A caller who waits.
     *
     * @param cut closes the connection
     */
    Caller(Runnable cut) {
        this(cut, Infrastructure.getDefaultWorkerPool());
    }

    /**
     * A caller who waits.
     *
     * @param workers do what is to be done at the end
     */
    Caller(Runnable cut, Executor workers) {
        this.cut = cut;
        this.workers = workers;
    }

    /** The caller of a request; from now on it is noticed when the answer ends. */
    static Caller of(RoutingContext routing) {
        Caller caller = new Caller(() -> drop(routing.request().connection()));
        routing.addEndHandler(sent -> caller.end());
        return caller;
    }

    /** Without waiting until everything is written, which a receiver that reads nothing prevents for ever. */
    private static void drop(HttpConnection connection) {
        if (connection instanceof ConnectionBase base) {
            // From this handler on: Channel.close() would ask Vert.x, which waits.
            ChannelHandlerContext handler = base.channelHandlerContext();
            handler.executor().execute(() -> {
                handler.close();
            });
        }
    }

    /** The answer has ended, sent or not. */
    void end() {
        Runnable action;
        synchronized (this) {
            ended = true;
            action = atEnd;
        }
        if (action != null) {
            workers.execute(action);
        }
    }

    /** Runs the action on a worker thread when the answer has ended, sent or not; at once where it has. */
    void whenEnded(Runnable action) {
        boolean now;
        synchronized (this) {
            atEnd = action;
            now = ended;
        }
        if (now) {
            action.run();
        }
    }

    /** There is nothing to do at the end any more, so that no thread is woken for it. */
    synchronized void nothingAtEnd() {
        atEnd = null;
    }

    /** True where nobody waits any more. */
    synchronized boolean isGone() {
        return ended;
    }

    /** Closes the connection in the middle of the answer, so that the receiver notices that it is not whole. */
    void cutOff() {
        cut.run();
    }
}
