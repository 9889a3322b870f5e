package org.ckep.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.web.EntityTags;
import org.ckep.web.IdempotencyKey;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Makes a creating request safe to repeat. The key is taken before the work and its answer is stored after it, both in
 * the transaction of the effect: either all of it exists or none. A second request with the same key waits for the
 * first, then gets its answer.
 */
@ApplicationScoped
public class Idempotency {
    /** On an answer that was given before. */
    public static final String REPLAYED = "Idempotency-Replayed";

    private static final String TAKE = "insert into idempotency_key(caller, key, request_hash, created_at) "
            + "values (:caller, :key, :hash, :now) on conflict do nothing";
    private static final String KEEP =
            "update idempotency_key set status = :status, headers = cast(cast(:headers as text) as jsonb), "
                    + "body = :body where caller = :caller and key = :key";
    private static final String FIND = "select request_hash, status, cast(headers as text), body from idempotency_key "
            + "where caller = :caller and key = :key";

    private final ObjectMapper json;
    private final Clock clock;

    Idempotency(ObjectMapper json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    /**
     * Does the work once for each key, and without a key every time.
     *
     * @param requestBody what was asked, as read from the body; an object that is written as JSON
     * @param work the effect in the session's transaction and its answer
     * @return the answer with ETag and Location; fails with IDEMPOTENCY_CONFLICT where the key was used for another
     *     request
     */
    public Uni<Response> once(
            Mutiny.Session session,
            Viewer viewer,
            IdempotencyKey key,
            Object requestBody,
            Supplier<Uni<StoredResponse>> work) {
        String value = key.value();
        if (value == null) {
            return work.get().map(stored -> fresh(stored, key.root()));
        }
        String caller = ViewerBinding.caller(viewer);
        byte[] hash = hash(key.operation(), requestBody);
        return session.createNativeQuery(TAKE)
                .setParameter("caller", caller)
                .setParameter("key", value)
                .setParameter("hash", hash)
                .setParameter("now", clock.instant())
                .executeUpdate()
                .chain(taken -> taken == 0
                        ? replay(session, caller, value, hash)
                        : work.get()
                                .map(stored -> fresh(stored, key.root()))
                                .call(answer -> keep(session, caller, value, answer)));
    }

    private Uni<Void> keep(Mutiny.Session session, String caller, String key, Response answer) {
        JsonObject headers = new JsonObject();
        answer.getStringHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
        return session.flush()
                .chain(() -> session.createNativeQuery(KEEP)
                        .setParameter("status", answer.getStatus())
                        .setParameter("headers", headers.encode())
                        .setParameter("body", answer.getEntity())
                        .setParameter("caller", caller)
                        .setParameter("key", key)
                        .executeUpdate())
                .replaceWithVoid();
    }

    private static Uni<Response> replay(Mutiny.Session session, String caller, String key, byte[] hash) {
        return session.createNativeQuery(FIND, Object[].class)
                .setParameter("caller", caller)
                .setParameter("key", key)
                .getSingleResult()
                .map(row -> {
                    if (!MessageDigest.isEqual((byte[]) row[0], hash)) {
                        throw new ProblemException(
                                        KernelProblem.IDEMPOTENCY_CONFLICT,
                                        "This idempotency key was used for another request.")
                                .withErrors(FieldError.in(
                                        "Idempotency-Key", "reused", "The key belongs to another request."));
                    }
                    Response.ResponseBuilder answer =
                            Response.status((Integer) row[1]).entity(row[3]).header(REPLAYED, "true");
                    new JsonObject((String) row[2])
                            .forEach(header -> answer.header(header.getKey(), header.getValue()));
                    return answer.build();
                });
    }

    private Response fresh(StoredResponse stored, String root) {
        byte[] body = bytes(stored.view());
        Response.ResponseBuilder answer = Response.status(stored.status())
                .entity(body)
                .type(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.ETAG, EntityTags.ofBytes(body));
        stored.headers()
                .forEach(
                        (name, value) -> answer.header(name, name.equals(HttpHeaders.LOCATION) ? root + value : value));
        return answer.build();
    }

    private byte[] hash(String operation, Object requestBody) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("operation", operation);
        request.put("body", requestBody);
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes(request));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private byte[] bytes(Object value) {
        try {
            return json.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON", e);
        }
    }
}
