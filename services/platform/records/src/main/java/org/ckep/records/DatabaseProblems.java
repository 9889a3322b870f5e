package org.ckep.records;

import io.smallrye.mutiny.CompositeException;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.messaging.DatabaseFailures;
import org.ckep.web.Problems;
import org.hibernate.HibernateException;
import org.hibernate.StaleStateException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What the database refuses, in the words of HTTP; never with a name of a table or constraint. */
class DatabaseProblems {
    private static final int DEEPEST = 20;

    private final Problems problems;

    DatabaseProblems(Problems problems) {
        this.problems = problems;
    }

    @ServerExceptionMapper({
        PersistenceException.class,
        HibernateException.class,
        PgException.class,
        CompletionException.class,
        // The failure, and that of the session which closes after it.
        CompositeException.class,
        VertxException.class,
        NoStackTraceThrowable.class,
        IOException.class
    })
    Response database(Throwable failure, ContainerRequestContext request) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++, cause = cause.getCause()) {
            switch (cause) {
                case ProblemException own -> {
                    return problems.response(request, own);
                }
                case OptimisticLockException lost -> {
                    return stale(request);
                }
                case StaleStateException lost -> {
                    return stale(request);
                }
                case PgException refusal -> {
                    return refused(
                            request, failure, DatabaseFailures.sqlState(refusal).orElse(""));
                }
                // What Hibernate Reactive makes of the client's exception.
                case SQLException refusal -> {
                    return refused(
                            request, failure, DatabaseFailures.sqlState(refusal).orElse(""));
                }
                case IOException noConnection -> {
                    return unavailable(request, failure);
                }
                case TimeoutException noConnection -> {
                    return unavailable(request, failure);
                }
                default -> {}
            }
        }
        return DatabaseFailures.isUnavailable(failure) ? unavailable(request, failure) : internal(request, failure);
    }

    private Response internal(ContainerRequestContext request, Throwable failure) {
        return problems.fault(
                request,
                KernelProblem.INTERNAL,
                "Something went wrong on our side. The instance names the request for our operators.",
                failure);
    }

    private Response refused(ContainerRequestContext request, Throwable failure, String state) {
        return switch (state) {
            case "23505" ->
                problems.response(
                        request,
                        new ProblemException(KernelProblem.CONFLICT, "A record with these identifying values exists."));
            case "40001", "40P01" ->
                problems.response(
                        request,
                        new ProblemException(
                                KernelProblem.CONFLICT, "Another change came at the same time; repeat the request."));
            default ->
                state.startsWith("08") || state.startsWith("53") || state.startsWith("57") || state.startsWith("58")
                        ? unavailable(request, failure)
                        : internal(request, failure);
        };
    }

    private Response stale(ContainerRequestContext request) {
        return request.getHeaderString(HttpHeaders.IF_MATCH) != null
                ? problems.response(
                        request,
                        new ProblemException(
                                KernelProblem.STALE,
                                "The record has changed since it was read; read it again and repeat."))
                : problems.response(
                        request,
                        new ProblemException(
                                KernelProblem.CONFLICT, "Another change came at the same time; repeat the request."));
    }

    private Response unavailable(ContainerRequestContext request, Throwable failure) {
        return problems.fault(
                request, KernelProblem.UNAVAILABLE, "The service cannot reach its database at the moment.", failure);
    }
}
