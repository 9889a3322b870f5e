package org.ckep.web;

import io.quarkus.runtime.configuration.MemorySize;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.eclipse.microprofile.config.Config;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses bodies that say of themselves that they are too large; {@link BodyReading} counts those that do not. */
class BodyLimits {
    static final String PROPERTY = "ckep.body-limit";

    private final WebConfig web;
    private final Config config;
    private final Map<Method, Long> limits = new ConcurrentHashMap<>();

    BodyLimits(WebConfig web, Config config) {
        this.web = web;
        this.config = config;
    }

    @ServerRequestFilter(priority = FilterPriorities.BODY_LIMIT)
    void check(ContainerRequestContext request, ResourceInfo operation) {
        long limit = limits.computeIfAbsent(operation.getResourceMethod(), this::limit);
        request.setProperty(PROPERTY, limit);
        String declared = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        if (declared != null && Long.parseLong(declared) > limit) {
            throw tooLarge(limit);
        }
    }

    private long limit(Method operation) {
        BodyLimit own = operation.getAnnotation(BodyLimit.class);
        MemorySize size = own == null ? web.maxBodySize() : config.getValue(own.property(), MemorySize.class);
        return size.asLongValue();
    }

    static ProblemException tooLarge(long limit) {
        return new ProblemException(
                        KernelProblem.TOO_LARGE, "The body of this request may have at most " + limit + " bytes.")
                .withMember("maxBytes", limit);
    }
}
