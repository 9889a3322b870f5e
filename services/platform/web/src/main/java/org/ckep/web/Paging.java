package org.ckep.web;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import org.jboss.resteasy.reactive.RestResponse;

/** Answers with a page. */
public final class Paging {
    private Paging() {}

    /** 200 with the page and, where there is a next one, its address in the header {@code Link}. */
    public static <T> RestResponse<Page<T>> ok(UriInfo request, Page<T> page) {
        RestResponse.ResponseBuilder<Page<T>> response = RestResponse.ResponseBuilder.ok(page);
        if (page.next() != null) {
            URI next = request.getRequestUriBuilder()
                    .replaceQueryParam("after", page.next())
                    .build();
            // Without scheme and host: behind the gateway they are not ours.
            String address = next.getRawPath() + "?" + next.getRawQuery();
            response.header(HttpHeaders.LINK, "<" + address + ">; rel=\"next\"");
        }
        return response.build();
    }
}
