package org.ckep.trade.sdmx;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.lang.annotation.Annotation;
import java.time.Clock;
import java.util.Map;
import org.ckep.web.Problems;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/** Every error below the SDMX root has a body of SDMX, those of the platform's own filters included. */
class SdmxErrors {
    private static final String ROOT = "/sdmx/";

    private final Clock clock;
    private final ReadingConfig config;

    SdmxErrors(Clock clock, ReadingConfig config) {
        this.clock = clock;
        this.config = config;
    }

    @ServerExceptionMapper
    Response sdmx(SdmxException failure, ContainerRequestContext request) {
        SdmxRoot root = SdmxRoot.of(request.getUriInfo().getPath());
        if (failure.isEmpty() && root == SdmxRoot.V2) {
            return Response.noContent()
                    .header(HttpHeaders.VARY, SdmxAnswers.VARY)
                    .build();
        }
        boolean json = isJson(request, root);
        int status = failure.error().status(root);
        Response.ResponseBuilder answer = Response.status(status)
                .type(json ? MediaType.APPLICATION_JSON : MediaType.APPLICATION_XML)
                .entity(body(root == SdmxRoot.V1 ? failure.error().code() : status, failure.text(), json))
                .header(HttpHeaders.VARY, SdmxAnswers.VARY)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
        if (failure.error() == SdmxError.UNAVAILABLE) {
            answer.header(HttpHeaders.RETRY_AFTER, config.retryPeriod().toSeconds());
        }
        return answer.build();
    }

    @ServerResponseFilter
    void translate(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatus() < 400
                || !request.getUriInfo().getPath().contains(ROOT)
                || !(response.getEntity() instanceof Map<?, ?> problem)
                || response.getMediaType() == null
                || !response.getMediaType().toString().startsWith(Problems.MEDIA_TYPE)) {
            return;
        }
        String text = String.valueOf(problem.get("detail"));
        SdmxRoot root = SdmxRoot.of(request.getUriInfo().getPath());
        int status = response.getStatus();
        int code = root == SdmxRoot.V1 ? SdmxError.ofStatus(status).code() : status;
        boolean json = isJson(request, root);
        response.setEntity(
                body(code, text, json),
                new Annotation[0],
                json ? MediaType.APPLICATION_JSON_TYPE : MediaType.APPLICATION_XML_TYPE);
    }

    private static boolean isJson(ContainerRequestContext request, SdmxRoot root) {
        return Negotiation.errorsInJson(root, format(request), request.getHeaderString(HttpHeaders.ACCEPT));
    }

    private static @Nullable String format(ContainerRequestContext request) {
        try {
            return request.getUriInfo().getQueryParameters().getFirst("format");
        } catch (IllegalArgumentException malformedAddress) {
            // That may be the very error.
            return null;
        }
    }

    private byte[] body(int code, String text, boolean json) {
        return json ? ErrorBody.json(code, text, clock.instant()) : ErrorBody.xml(code, text);
    }
}
