package org.ckep.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.problem.ProblemType;
import org.ckep.kernel.value.Language;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Turns a problem into its document (RFC 9457), in the language of the request. Exception mappers of other modules
 * translate their exception to a {@link ProblemException} and end here, so there is one form of error.
 */
@ApplicationScoped
public class Problems {
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final Logger LOG = Logger.getLogger(Problems.class);

    private final ProblemTitles titles;
    private final WebConfig config;

    Problems(ProblemTitles titles, WebConfig config) {
        this.titles = titles;
        this.config = config;
    }

    /** The answer for this problem. */
    public Response response(ContainerRequestContext request, ProblemException problem) {
        LOG.debugf("answering %s", problem.getMessage());
        return render(request, problem);
    }

    /**
     * The answer for a fault of ours: logged here, once, with its stack trace; the caller learns nothing but the
     * request's id.
     *
     * @param type a type with a status of 500 or more
     */
    public Response fault(ContainerRequestContext request, ProblemType type, String detail, Throwable cause) {
        LOG.errorf(
                cause,
                "%s %s failed (request %s)",
                request.getMethod(),
                request.getUriInfo().getPath(),
                requestId(request));
        return render(request, new ProblemException(type, detail));
    }

    private Response render(ContainerRequestContext request, ProblemException problem) {
        ProblemType type = problem.type();
        Language language = Languages.negotiate(request.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", type.uri());
        document.put("title", titles.title(type, language));
        document.put("status", type.status());
        document.put("detail", problem.detail());
        String id = requestId(request);
        if (id != null) {
            document.put("instance", RequestIds.INSTANCE_PREFIX + id);
        }
        if (!problem.errors().isEmpty()) {
            document.put("errors", problem.errors());
        }
        problem.members().forEach(document::putIfAbsent);

        Response.ResponseBuilder response = Response.status(type.status())
                .type(MEDIA_TYPE)
                .entity(document)
                .header(HttpHeaders.CONTENT_LANGUAGE, language.tag())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
        addProtocolHeaders(response, type, problem, request);
        return response.build();
    }

    private void addProtocolHeaders(
            Response.ResponseBuilder response,
            ProblemType type,
            ProblemException problem,
            ContainerRequestContext request) {
        switch (type.status()) {
            case 401 -> {
                boolean hasCredentials = request.getHeaderString(HttpHeaders.AUTHORIZATION) != null;
                response.header(
                        HttpHeaders.WWW_AUTHENTICATE,
                        hasCredentials ? "Bearer realm=\"ckep\", error=\"invalid_token\"" : "Bearer realm=\"ckep\"");
            }
            case 403 -> {
                if (type == KernelProblem.INSUFFICIENT_SCOPE) {
                    response.header(
                            HttpHeaders.WWW_AUTHENTICATE,
                            "Bearer realm=\"ckep\", error=\"insufficient_scope\", scope=\""
                                    + problem.members().get("scope") + "\"");
                }
            }
            // The rest of a body that is too large is not read, so the connection cannot carry another request.
            case 413 -> response.header("Connection", "close");
            case 503 ->
                response.header(HttpHeaders.RETRY_AFTER, config.retryPeriod().toSeconds());
            default -> {}
        }
    }

    private static @Nullable String requestId(ContainerRequestContext request) {
        return request.getHeaderString(RequestIds.HEADER);
    }
}
