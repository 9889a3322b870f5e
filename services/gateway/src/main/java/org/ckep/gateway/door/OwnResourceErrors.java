package org.ckep.gateway.door;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.ckep.gateway.call.Call;
import org.ckep.gateway.problem.Problems;
import org.ckep.gateway.problem.Refusal;
import org.ckep.kernel.problem.ProblemException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Gives the errors of the gateway's own resources the same form as those of the door. */
@ApplicationScoped
class OwnResourceErrors {
    private final Problems problems;

    OwnResourceErrors(Problems problems) {
        this.problems = problems;
    }

    @ServerExceptionMapper
    Response refused(ProblemException refusal, RoutingContext context) {
        return write(context, Refusal.ofStatus(refusal.type().status(), refusal.detail()));
    }

    @ServerExceptionMapper
    Response failed(WebApplicationException failure, RoutingContext context) {
        Response cause = failure.getResponse();
        Refusal answer = Refusal.ofStatus(cause.getStatus(), "gateway");
        String allow = cause.getHeaderString(HttpHeaders.ALLOW);
        return write(context, allow == null ? answer : answer.withHeader(HttpHeaders.ALLOW, allow));
    }

    private Response write(RoutingContext context, Refusal refusal) {
        Problems.Document document = problems.render(Call.of(context), refusal);
        Response.ResponseBuilder response = Response.status(document.status())
                .type(document.contentType())
                .header(HttpHeaders.CONTENT_LANGUAGE, document.language())
                .entity(document.body().getBytes());
        document.headers().forEach(response::header);
        return response.build();
    }
}
