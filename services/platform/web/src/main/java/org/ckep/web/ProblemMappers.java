package org.ckep.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.AuthenticationRedirectException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.Set;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every failure of a request ends in one of these methods, and every one of them in {@link Problems}. */
class ProblemMappers {
    private final Problems problems;
    private final AllowedMethods allowedMethods;

    ProblemMappers(Problems problems, AllowedMethods allowedMethods) {
        this.problems = problems;
        this.allowedMethods = allowedMethods;
    }

    @ServerExceptionMapper
    Response problem(ProblemException problem, ContainerRequestContext request) {
        return problems.response(request, problem);
    }

    @ServerExceptionMapper({
        UnauthorizedException.class,
        AuthenticationFailedException.class,
        AuthenticationCompletionException.class,
        AuthenticationRedirectException.class
    })
    Response unauthenticated(Throwable failure, ContainerRequestContext request) {
        boolean hasCredentials = request.getHeaderString(HttpHeaders.AUTHORIZATION) != null;
        return problems.response(
                request,
                new ProblemException(
                        KernelProblem.UNAUTHENTICATED,
                        hasCredentials
                                ? "The access token is not valid or has expired."
                                : "This operation needs an access token."));
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException failure, ContainerRequestContext request) {
        return problems.response(
                request,
                new ProblemException(
                        KernelProblem.FORBIDDEN, "None of the caller's roles may perform this operation."));
    }

    @ServerExceptionMapper
    Response violations(ConstraintViolationException failure, ContainerRequestContext request) {
        return ConstraintProblems.toProblem(failure)
                .map(problem -> problems.response(request, problem))
                .orElseGet(() -> internal(failure, request));
    }

    /** What could not be read of a request was answered where it was read; this is an answer of ours or a stored text. */
    @ServerExceptionMapper({JsonProcessingException.class, MismatchedInputException.class})
    Response json(Throwable failure, ContainerRequestContext request) {
        return internal(failure, request);
    }

    @ServerExceptionMapper
    Response framework(WebApplicationException failure, ContainerRequestContext request) {
        Optional<ProblemException> own = JacksonProblems.cause(failure, ProblemException.class);
        if (own.isPresent()) {
            return problems.response(request, own.get());
        }
        return switch (failure.getResponse().getStatus()) {
            case 400 -> answer(request, KernelProblem.INVALID_VALUE, "The request cannot be read.");
            case 401 -> unauthenticated(failure, request);
            case 403 -> forbidden(new ForbiddenException(), request);
            case 404 -> problems.response(request, ProblemException.notFound());
            case 405 -> methodNotAllowed(request);
            case 406 ->
                answer(
                        request,
                        KernelProblem.NOT_ACCEPTABLE,
                        "None of the media types that the caller accepts is offered here.");
            case 413 -> answer(request, KernelProblem.TOO_LARGE, "The body of the request is too large.");
            case 414 -> answer(request, KernelProblem.URI_TOO_LONG, "The address of the request is too long.");
            case 415 ->
                answer(
                        request,
                        KernelProblem.UNSUPPORTED_MEDIA_TYPE,
                        "The media type of the body is not accepted here.");
            case 503 ->
                problems.fault(request, KernelProblem.UNAVAILABLE, "The service cannot answer at the moment.", failure);
            default -> internal(failure, request);
        };
    }

    @ServerExceptionMapper
    Response internal(Throwable failure, ContainerRequestContext request) {
        return problems.fault(
                request,
                KernelProblem.INTERNAL,
                "Something went wrong on our side. The instance names the request for our operators.",
                failure);
    }

    private Response methodNotAllowed(ContainerRequestContext request) {
        Set<String> allowed = allowedMethods.at(request.getUriInfo().getPath());
        Response answer = answer(
                request,
                KernelProblem.METHOD_NOT_ALLOWED,
                "Only " + String.join(", ", allowed) + " are possible here.");
        return Response.fromResponse(answer)
                .header(HttpHeaders.ALLOW, String.join(", ", allowed))
                .build();
    }

    private Response answer(ContainerRequestContext request, KernelProblem type, String detail) {
        return problems.response(request, new ProblemException(type, detail));
    }
}
