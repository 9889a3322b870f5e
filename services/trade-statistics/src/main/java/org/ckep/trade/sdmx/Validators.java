package org.ckep.trade.sdmx;

import io.vertx.core.MultiMap;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.ckep.web.EntityTags;
import org.jspecify.annotations.Nullable;

/**
 * By what a client finds out whether an answer has changed. The tag is weak, because a compressed answer is the same
 * answer.
 */
record Validators(String tag, Instant lastModified) {
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

    /**
     * Validators of an answer.
     *
     * @param state equal for answers that say the same
     */
    static Validators of(Instant lastModified, String state) {
        byte[] content = (lastModified + "|" + state).getBytes(StandardCharsets.UTF_8);
        return new Validators("W/" + EntityTags.ofBytes(content), lastModified.truncatedTo(ChronoUnit.SECONDS));
    }

    /** Adds the headers. */
    Response.ResponseBuilder mark(Response.ResponseBuilder answer) {
        return answer.header(HttpHeaders.ETAG, tag)
                .header(HttpHeaders.LAST_MODIFIED, HTTP_DATE.format(lastModified.atOffset(ZoneOffset.UTC)));
    }

    /** The answer 304 where the client holds this answer already; a tag decides before a date (RFC 9110, 13.2.2). */
    Optional<Response> notModified(MultiMap request) {
        String ifNoneMatch = request.get(HttpHeaders.IF_NONE_MATCH);
        boolean holds = ifNoneMatch != null
                ? Arrays.stream(ifNoneMatch.split(",", -1))
                        .map(String::strip)
                        .anyMatch(given -> given.equals("*") || weak(given).equals(tag))
                : isAfter(request.get(HttpHeaders.IF_MODIFIED_SINCE));
        return holds
                ? Optional.of(mark(Response.notModified())
                        .header(HttpHeaders.VARY, SdmxAnswers.VARY)
                        .build())
                : Optional.empty();
    }

    private boolean isAfter(@Nullable String since) {
        if (since == null) {
            return false;
        }
        try {
            Instant instant = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(since));
            return !instant.isBefore(lastModified);
        } catch (DateTimeException unreadable) {
            return false;
        }
    }

    private static String weak(String given) {
        return given.startsWith("W/") ? given : "W/" + given;
    }
}
