package org.ckep.gateway.wire;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Lets requests that cannot be read be answered like all others. In their place the door gets a harmless request that
 * names the fault and carries nothing else but the fields that decide the form of the answer; what follows on the
 * connection is thrown away, because nobody can tell where the next request begins.
 */
final class RequestScreen extends ChannelDuplexHandler {
    /** Long enough for a client to take the answer in while it is still sending. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    private static final int MAX_PATH = 64;
    private static final List<CharSequence> FIELDS_OF_THE_ANSWER = List.of(
            HttpHeaderNames.ACCEPT, HttpHeaderNames.ACCEPT_LANGUAGE, "X-Request-Id", "traceparent", "X-Forwarded-For");

    private int unanswered;
    private boolean refused;
    private boolean bodyBroken;
    private boolean awaitingAnswer;
    private boolean lingering;

    @Override
    public void channelRead(ChannelHandlerContext connection, Object message) {
        if (refused) {
            ReferenceCountUtil.release(message);
        } else if (message instanceof HttpRequest request) {
            screen(connection, request);
        } else {
            if (message instanceof HttpContent content
                    && content.decoderResult().isFailure()) {
                bodyBroken = true;
                content.setDecoderResult(DecoderResult.failure(new MalformedBodyException()));
            }
            connection.fireChannelRead(message);
        }
    }

    private void screen(ChannelHandlerContext connection, HttpRequest request) {
        unanswered++;
        WireFault fault = WireFault.find(request);
        if (fault == null) {
            request.headers().remove(WireFault.FIELD);
            connection.fireChannelRead(request);
            return;
        }
        refused = true;
        HttpRequest harmless = harmless(request, fault);
        ReferenceCountUtil.release(request);
        connection.fireChannelRead(harmless);
        connection.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    private static HttpRequest harmless(HttpRequest request, WireFault fault) {
        HttpMethod method = request.method().equals(HttpMethod.HEAD) ? HttpMethod.HEAD : HttpMethod.GET;
        DefaultHttpRequest harmless = new DefaultHttpRequest(HttpVersion.HTTP_1_1, method, harmlessPath(request.uri()));
        for (CharSequence field : FIELDS_OF_THE_ANSWER) {
            String value = request.headers().get(field);
            if (value != null && value.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
                harmless.headers().set(field, value);
            }
        }
        harmless.headers()
                .set(HttpHeaderNames.HOST, "unread.invalid")
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
                .set(WireFault.FIELD, fault.name());
        return harmless;
    }

    /** Enough of the path to know whose error form is wanted. */
    private static String harmlessPath(String target) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < target.length() && i < MAX_PATH && target.charAt(i) != '?'; i++) {
            char c = target.charAt(i);
            boolean plain = c == '/' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            path.append(plain ? c : '_');
        }
        return target.startsWith("/") ? path.toString() : "/";
    }

    @Override
    public void write(ChannelHandlerContext connection, Object message, ChannelPromise promise) {
        ChannelPromise written = promise;
        if (message instanceof LastHttpContent && !isInformational(message)) {
            written = promise.unvoid();
            written.addListener(answer -> answered(connection));
        }
        connection.write(message, written);
    }

    private void answered(ChannelHandlerContext connection) {
        unanswered--;
        if (bodyBroken && unanswered == 0) {
            linger(connection);
        }
    }

    private static boolean isInformational(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    /** Vert.x closes a connection with an unreadable body at once: the answer to it needs a moment. */
    @Override
    public void close(ChannelHandlerContext connection, ChannelPromise promise) {
        if (bodyBroken && unanswered > 0 && !awaitingAnswer) {
            awaitingAnswer = true;
            connection.flush();
            closeLater(connection);
        } else if ((refused || bodyBroken) && !lingering) {
            linger(connection);
        } else {
            connection.close(promise);
            return;
        }
        connection.channel().closeFuture().addListener(closed -> promise.trySuccess());
    }

    /** Says that nothing more comes, and reads on: to close over unread bytes would reset the answer away. */
    private void linger(ChannelHandlerContext connection) {
        if (lingering) {
            return;
        }
        lingering = true;
        refused = true;
        if (connection.channel() instanceof DuplexChannel channel && channel.isActive()) {
            channel.config().setAutoRead(true);
            channel.shutdownOutput();
        }
        closeLater(connection);
    }

    private static void closeLater(ChannelHandlerContext connection) {
        connection.executor().schedule(() -> connection.close(), LINGER.toMillis(), TimeUnit.MILLISECONDS);
    }
}
