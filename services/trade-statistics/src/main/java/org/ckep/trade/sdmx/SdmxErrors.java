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
        Negotiation.ErrorForm form = form(request, root);
        int status = failure.error().status(root);
        Response.ResponseBuilder answer = Response.status(status)
                .type(form.mediaType())
                .entity(body(root == SdmxRoot.V1 ? failure.error().code() : status, failure.text(), form))
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
        Negotiation.ErrorForm form = form(request, root);
        response.setEntity(body(code, text, form), new Annotation[0], MediaType.valueOf(form.mediaType()));
    }

    private static Negotiation.ErrorForm form(ContainerRequestContext request, SdmxRoot root) {
        return Negotiation.errorForm(
                root,
                parameter(request, "format"),
                parameter(request, "formatVersion"),
                request.getHeaderString(HttpHeaders.ACCEPT));
    }

    private static @Nullable String parameter(ContainerRequestContext request, String name) {
        try {
            return request.getUriInfo().getQueryParameters().getFirst(name);
        } catch (IllegalArgumentException malformedAddress) {
            // That may be the very error.
            return null;
        }
    }

    private byte[] body(int code, String text, Negotiation.ErrorForm form) {
        return form.xml() == null ? ErrorBody.json(code, text, clock.instant()) : ErrorBody.xml(code, text, form.xml());
    }
}
