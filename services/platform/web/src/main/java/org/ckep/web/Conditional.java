package org.ckep.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Arrays;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Answers with a view and its validator. */
@ApplicationScoped
public class Conditional {
    private final EntityTags tags;
    private final HttpHeaders headers;

    Conditional(EntityTags tags, HttpHeaders headers) {
        this.tags = tags;
        this.headers = headers;
    }

    /** 200 with the view and its {@code ETag}, or 304 where the caller holds exactly this view. */
    public <T> RestResponse<T> get(T view) {
        String tag = tags.of(view);
        return matches(headers.getHeaderString(HttpHeaders.IF_NONE_MATCH), tag)
                ? RestResponse.ResponseBuilder.<T>create(RestResponse.Status.NOT_MODIFIED)
                        .header(HttpHeaders.ETAG, tag)
                        .build()
                : ok(view);
    }

    /** 200 with the view and its {@code ETag}, after a change. */
    public <T> RestResponse<T> ok(T view) {
        return answer(RestResponse.Status.OK, view);
    }

    /** 202 with the view and its {@code ETag}, where a change waits for somebody else. */
    public <T> RestResponse<T> accepted(T view) {
        return answer(RestResponse.Status.ACCEPTED, view);
    }

    private <T> RestResponse<T> answer(RestResponse.Status status, T view) {
        return RestResponse.ResponseBuilder.create(status, view)
                .header(HttpHeaders.ETAG, tags.of(view))
                .build();
    }

    /** RFC 9110 section 13.1.2: reading compares weakly. */
    private static boolean matches(@Nullable String ifNoneMatch, String tag) {
        return ifNoneMatch != null
                && Arrays.stream(ifNoneMatch.split(",", -1))
                        .map(String::strip)
                        .map(given -> given.startsWith("W/") ? given.substring(2) : given)
                        .anyMatch(given -> given.equals("*") || given.equals(tag));
    }
}
