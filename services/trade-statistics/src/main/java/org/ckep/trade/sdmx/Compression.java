package org.ckep.trade.sdmx;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** What the parameter {@code compression} asks for; it wins over the header. */
enum Compression {
    /** As the header Accept-Encoding says. */
    BY_HEADER,
    GZIP,
    NONE;

    private static final int BUFFER = 16 * 1024;

    static Compression of(@Nullable String parameter) {
        if (parameter == null) {
            return BY_HEADER;
        }
        return switch (parameter.toLowerCase(Locale.ROOT)) {
            case "gzip" -> GZIP;
            case "none", "identity" -> NONE;
            default ->
                throw new SdmxException(SdmxError.NOT_ACCEPTABLE, "The parameter 'compression' must be gzip or none.");
        };
    }

    Response.ResponseBuilder apply(Response.ResponseBuilder answer, byte[] content) {
        return this == GZIP
                ? apply(answer, (StreamingOutput) out -> out.write(content))
                : marked(answer.entity(content));
    }

    Response.ResponseBuilder apply(Response.ResponseBuilder answer, StreamingOutput content) {
        return marked(answer.entity(this == GZIP ? (StreamingOutput) out -> zip(content, out) : content));
    }

    private static void zip(StreamingOutput content, OutputStream out) throws IOException {
        GZIPOutputStream zipped = new GZIPOutputStream(out, BUFFER);
        content.write(zipped);
        zipped.finish();
    }

    private Response.ResponseBuilder marked(Response.ResponseBuilder answer) {
        return switch (this) {
            case BY_HEADER -> answer;
            case GZIP -> answer.header(HttpHeaders.CONTENT_ENCODING, "gzip");
            // The server leaves an answer alone that says it is encoded.
            case NONE -> answer.header(HttpHeaders.CONTENT_ENCODING, "identity");
        };
    }
}
