package org.ckep.trade.sdmx;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.lang.annotation.Annotation;
import java.util.Map;
import org.ckep.web.Problems;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Every error below the SDMX root has a body of SDMX, those of the platform's own filters included. */
class SdmxErrors {
    private static final String ROOT = "/sdmx/";

    @ServerExceptionMapper
    Response sdmx(SdmxException failure, ContainerRequestContext request) {
        boolean json = ErrorBody.isJson(request.getHeaderString(HttpHeaders.ACCEPT));
        return Response.status(failure.error().status())
                .type(json ? MediaType.APPLICATION_JSON : MediaType.APPLICATION_XML)
                .entity(
                        json
                                ? ErrorBody.json(failure.error(), failure.text())
                                : ErrorBody.xml(failure.error(), failure.text()))
                .header(HttpHeaders.VARY, SdmxResource.VARY)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
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
        SdmxError error = SdmxError.ofStatus(response.getStatus());
        String text = String.valueOf(problem.get("detail"));
        boolean json = ErrorBody.isJson(request.getHeaderString(HttpHeaders.ACCEPT));
        response.setEntity(
                json ? ErrorBody.json(error, text) : ErrorBody.xml(error, text),
                new Annotation[0],
                json ? MediaType.APPLICATION_JSON_TYPE : MediaType.APPLICATION_XML_TYPE);
    }
}
