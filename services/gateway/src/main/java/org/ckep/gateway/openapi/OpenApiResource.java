package org.ckep.gateway.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import org.ckep.gateway.problem.GatewayProblem;
import org.ckep.gateway.proxy.PublicAddress;
import org.ckep.gateway.route.Upstream;
import org.ckep.kernel.problem.ProblemException;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jspecify.annotations.Nullable;

/** What the API consists of, for people and for programs that generate clients. */
@Path("/")
@PermitAll // The documents say nothing about data, and are needed before one has a token.
@Produces(MediaType.APPLICATION_JSON)
public class OpenApiResource {
    private static final int TAG_BYTES = 20;

    private final OpenApiDocuments documents;
    private final PublicAddress address;
    private final ObjectMapper json;
    private final ObjectNode own;

    OpenApiResource(OpenApiDocuments documents, PublicAddress address, ObjectMapper json) {
        this.documents = documents;
        this.address = address;
        this.json = json;
        this.own = readOwn(json);
    }

    /** The document of the whole platform. A service that does not answer is named in {@code x-ckep-parts}. */
    @GET
    @Path("openapi.json")
    public Uni<RestResponse<byte[]>> whole(@HeaderParam("If-None-Match") @Nullable String ifNoneMatch) {
        return documents
                .all()
                .map(parts -> OpenApiMerge.merge(own, parts, address.base()))
                .map(document -> answer(document, ifNoneMatch));
    }

    /** The document of one service. */
    @GET
    @Path("openapi/{service}")
    public Uni<RestResponse<byte[]>> one(
            @PathParam("service") String service, @HeaderParam("If-None-Match") @Nullable String ifNoneMatch) {
        Upstream upstream =
                Upstream.api(service).orElseThrow(() -> new ProblemException(GatewayProblem.NOT_FOUND, service));
        return documents.of(upstream).map(document -> {
            if (document == null) {
                throw new ProblemException(GatewayProblem.UNAVAILABLE, service);
            }
            return answer(OpenApiMerge.publish(upstream, document, address.base()), ifNoneMatch);
        });
    }

    private RestResponse<byte[]> answer(ObjectNode document, @Nullable String ifNoneMatch) {
        byte[] body;
        try {
            body = json.writeValueAsBytes(document);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a JSON tree is always JSON", impossible);
        }
        String tag = '"' + digest(body) + '"';
        ResponseBuilder<byte[]> response =
                matches(ifNoneMatch, tag) ? ResponseBuilder.create(Status.NOT_MODIFIED) : ResponseBuilder.ok(body);
        return response.header("ETag", tag)
                .header("Cache-Control", "public, no-cache")
                .build();
    }

    private static boolean matches(@Nullable String ifNoneMatch, String tag) {
        return ifNoneMatch != null
                && Arrays.stream(ifNoneMatch.split(","))
                        .map(String::strip)
                        .anyMatch(candidate ->
                                candidate.equals("*") || candidate.equals(tag) || candidate.equals("W/" + tag));
    }

    private static String digest(byte[] body) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, TAG_BYTES));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private static ObjectNode readOwn(ObjectMapper json) {
        try (InputStream document = Objects.requireNonNull(
                OpenApiResource.class.getResourceAsStream("gateway.openapi.json"), "gateway.openapi.json")) {
            return (ObjectNode) json.readTree(document);
        } catch (IOException unreadable) {
            throw new IllegalStateException("gateway.openapi.json cannot be read", unreadable);
        }
    }
}
