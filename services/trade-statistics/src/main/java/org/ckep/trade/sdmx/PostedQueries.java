package org.ckep.trade.sdmx;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Queries for data and availability that come as forms, because their keys are longer than an address may be. Each goes the way of the same
 * query by GET, so that everything that holds of those holds of it.
 */
@ApplicationScoped
class PostedQueries {
    private static final String POSTED = PostedQueries.class.getName();

    private final ReadingConfig config;

    PostedQueries(ReadingConfig config) {
        this.config = config;
    }

    /**
     * A query as it came.
     *
     * @param query that of the address, which may hold parameters too
     * @param form null where it was too long to be kept
     */
    private record Posted(
            @Nullable String query,
            @Nullable String contentType,
            @Nullable String form) {}

    void route(@Observes Router router) {
        router.postWithRegex(".*/sdmx/(v[12]/data|v1/availableconstraint|v2/availability)/.+")
                .handler(this::take);
    }

    private void take(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        long limit = config.maxQuerySize().asLongValue();
        Buffer form = Buffer.buffer();
        request.handler(chunk -> {
            if (form.length() <= limit) {
                form.appendBuffer(chunk);
            }
        });
        request.endHandler(end -> {
            routing.put(
                    POSTED,
                    new Posted(
                            request.query(),
                            request.getHeader(HttpHeaders.CONTENT_TYPE),
                            form.length() <= limit ? form.toString(StandardCharsets.UTF_8) : null));
            routing.reroute(HttpMethod.GET, request.path());
        });
        request.resume();
    }

    /**
     * What a request asks for by its address, or by its address and form.
     *
     * @throws SdmxException where the form cannot be read
     */
    RawUrl url(RoutingContext routing, SdmxRoot root) {
        Posted posted = routing.get(POSTED);
        if (posted == null) {
            return RawUrl.of(routing.request().uri(), root.path());
        }
        String type = posted.contentType() == null
                ? ""
                : posted.contentType().split(";", -1)[0].strip();
        if (!type.toLowerCase(Locale.ROOT).equals(MediaType.APPLICATION_FORM_URLENCODED)) {
            throw new SdmxException(
                    SdmxError.UNSUPPORTED,
                    "A query is posted as " + MediaType.APPLICATION_FORM_URLENCODED + ", not as '"
                            + SdmxException.shorten(type) + "'.");
        }
        if (posted.form() == null) {
            throw new SdmxException(
                    SdmxError.CLIENT_LIMIT,
                    "A posted query has at most " + config.maxQuerySize().asLongValue() + " bytes: ask in several.");
        }
        String query = posted.query() == null ? "" : posted.query() + "&";
        return RawUrl.of(routing.request().path() + "?" + query + posted.form(), root.path())
                .withPostedParts(root);
    }
}
