package org.ckep.gateway.proxy;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/**
 * A request body that is counted while it passes. The server's limit acts on declared lengths alone, so a body in
 * chunks would pass it at any size.
 */
final class CountedBody implements ReadStream<Buffer> {
    private final ReadStream<Buffer> source;
    private final long limit;
    private final Runnable onProgress;
    private final Runnable onEnd;
    private @Nullable Handler<Throwable> failureHandler;
    private long count;
    private boolean exceeded;
    private boolean heldBack;

    CountedBody(ReadStream<Buffer> source, long limit, Runnable onProgress, Runnable onEnd) {
        this.source = source;
        this.limit = limit;
        this.onProgress = onProgress;
        this.onEnd = onEnd;
    }

    /** Whether more came than the limit allows. */
    boolean isExceeded() {
        return exceeded;
    }

    /** Whether the receiver takes no more at the moment. */
    boolean isHeldBack() {
        return heldBack;
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
        failureHandler = handler;
        source.exceptionHandler(handler);
        return this;
    }

    @Override
    public ReadStream<Buffer> handler(@Nullable Handler<Buffer> handler) {
        source.handler(handler == null ? null : buffer -> pass(buffer, handler));
        return this;
    }

    private void pass(Buffer buffer, Handler<Buffer> handler) {
        if (exceeded) {
            return;
        }
        onProgress.run();
        count += buffer.length();
        if (count <= limit) {
            handler.handle(buffer);
            return;
        }
        exceeded = true;
        Handler<Throwable> failed = failureHandler;
        if (failed != null) {
            failed.handle(new BodyTooLargeException(limit));
        }
    }

    @Override
    public ReadStream<Buffer> pause() {
        heldBack = true;
        source.pause();
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        heldBack = false;
        source.resume();
        return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        source.fetch(amount);
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(@Nullable Handler<Void> handler) {
        source.endHandler(
                handler == null
                        ? null
                        : end -> {
                            onEnd.run();
                            handler.handle(end);
                        });
        return this;
    }

    /** Ends the passing of a body that is larger than its route allows. */
    static final class BodyTooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BodyTooLargeException(long limit) {
            super("more than " + limit + " bytes", null, false, false);
        }
    }
}
