package org.ckep.gateway.wire;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.ckep.gateway.call.RequestTarget;
import org.jspecify.annotations.Nullable;

/** Why the server below the router would refuse a request, without an explanation that a caller could read. */
public enum WireFault {
    /** The request line or a field is not HTTP. */
    SYNTAX,
    /** The length of the body can be read in more than one way. */
    FRAMING,
    /** Not exactly one field {@code Host}, or not a host in it (RFC 9112, section 3.2). */
    HOST,
    /** The target is not a path. */
    FORM,
    /** A character that may not stand in an address unencoded. */
    CHARACTER,
    /** A percent sign without two hexadecimal digits. */
    ENCODING,
    /** A version that is neither HTTP/1.0 nor HTTP/1.1. */
    VERSION,
    LINE_TOO_LONG,
    FIELDS_TOO_LARGE;

    /** The field by which a fault reaches the door. What a caller sends under this name is dropped. */
    static final String FIELD = "X-Ckep-Wire-Fault";

    /** The fault that was found in a request before it came to the router, null if it had none. */
    public static @Nullable WireFault of(HttpServerRequest request) {
        String name = request.getHeader(FIELD);
        return Arrays.stream(values())
                .filter(fault -> fault.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** The last part of the key of the sentence that explains the fault. */
    public String messageKey() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Looks for what Netty, Vert.x and Quarkus refuse by themselves; everything else is the door's to judge. */
    static @Nullable WireFault find(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return ofCause(request.decoderResult().cause());
        }
        HttpVersion version = request.protocolVersion();
        if (!version.equals(HttpVersion.HTTP_1_1)) {
            return version.equals(HttpVersion.HTTP_1_0) ? null : VERSION;
        }
        if (request.headers().contains("")) {
            return SYNTAX;
        }
        return namesOneHost(request.headers().getAll(HttpHeaderNames.HOST)) ? ofTarget(request.uri()) : HOST;
    }

    private static boolean namesOneHost(List<String> fields) {
        return fields.size() == 1
                && !fields.getFirst().isBlank()
                && HostAndPort.parseAuthority(fields.getFirst(), -1) != null;
    }

    private static WireFault ofCause(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException line -> LINE_TOO_LONG;
            case TooLongHttpHeaderException fields -> FIELDS_TOO_LARGE;
            default -> isAboutLength(cause) ? FRAMING : SYNTAX;
        };
    }

    /** Netty has many exceptions for what is wrong in the two fields that frame a body, most of them general ones. */
    private static boolean isAboutLength(Throwable cause) {
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("content-length") || message.contains("transfer");
    }

    private static @Nullable WireFault ofTarget(String target) {
        if (!target.startsWith("/")) {
            return FORM;
        }
        try {
            new URI(target);
            return null;
        } catch (URISyntaxException refusedByQuarkus) {
            return RequestTarget.faultOf(target) == RequestTarget.Fault.ENCODING ? ENCODING : CHARACTER;
        }
    }
}
