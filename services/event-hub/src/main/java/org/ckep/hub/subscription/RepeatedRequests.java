package org.ckep.hub.subscription;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Supplier;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.web.IdempotencyKey;
import org.jspecify.annotations.Nullable;

/**
 * Makes requests about a subscription safe to repeat: one that comes again under its Idempotency-Key is answered again
 * and has no second effect. The keys that subscriptions were made under stand with them, and are none of these.
 */
@ApplicationScoped
class RepeatedRequests {
    /** On an answer that was given before. */
    static final String REPLAYED = "Idempotency-Replayed";

    /** Of what a request takes that has nothing to say but its address. */
    static final String NO_BODY =
            "None is needed and none is read; with an Idempotency-Key that came with another body it is refused";

    /** One that was begun and never answered was cut off with its process; it may be made again after this. */
    private static final String TAKE = """
            insert into idempotency_key(owner, key, sub, request_hash) values ($1, $2, $3, $4)
            on conflict (owner, key) do update set created_at = now()
              where idempotency_key.answer is null and idempotency_key.request_hash = excluded.request_hash
                and idempotency_key.created_at < now() - interval '1 minute'""";

    private static final String FIND = "select request_hash, answer from idempotency_key where owner = $1 and key = $2";

    private static final String KEEP = "update idempotency_key set answer = $3 where owner = $1 and key = $2";

    private static final String IS_OF_ANOTHER_REQUEST = """
            select 1 where exists (select 1 from subscription where owner = $1 and idempotency_key = $2)""";

    private final SubscriptionStore store;
    private final ObjectMapper json;

    RepeatedRequests(SubscriptionStore store, ObjectMapper json) {
        this.store = store;
        this.json = json;
    }

    /** The request that is being answered. */
    Request request(IdempotencyKey key, UUID sub, @Nullable Object body) {
        return new Request(key.value(), sub, hash(key.operation(), body));
    }

    /** What was sent where nothing is asked for, null for nothing. */
    static @Nullable String sent(@Nullable String body) {
        return body == null || body.isBlank() ? null : body.strip();
    }

    /** Does the work once, in the transaction in which its key is kept: either all of it exists or none. */
    <T> Uni<Answer<T>> within(
            SqlConnection connection, Owner owner, Request request, Class<T> type, Supplier<Uni<T>> work) {
        if (request.key == null) {
            return work.get().map(done -> new Answer<>(done, false));
        }
        return take(connection, owner, request)
                .chain(isNew -> isNew
                        ? work.get()
                                .call(done -> keep(connection, owner, request, text(done)))
                                .map(done -> new Answer<>(done, false))
                        : kept(connection, owner, request).map(answer -> new Answer<>(read(answer, type), true)));
    }

    /** Does work that asks others, once; where it fails, nothing is kept. */
    <T> Uni<Answer<T>> around(Owner owner, Request request, Class<T> type, Supplier<Uni<T>> work) {
        if (request.key == null) {
            return work.get().map(done -> new Answer<>(done, false));
        }
        return store.within(owner, connection -> take(connection, owner, request)
                        .chain(isNew -> isNew
                                ? Uni.createFrom().<@Nullable String>nullItem()
                                : kept(connection, owner, request)))
                .chain(answer -> answer != null
                        ? Uni.createFrom().item(new Answer<>(read(answer, type), true))
                        : work.get()
                                .onFailure()
                                .call(() -> store.within(owner, connection -> forget(connection, owner, request)))
                                .call(done ->
                                        store.within(owner, connection -> keep(connection, owner, request, text(done))))
                                .map(done -> new Answer<>(done, false)));
    }

    /** False where the key was used before; waits for whoever uses it at the same time. */
    Uni<Boolean> take(SqlConnection connection, Owner owner, Request request) {
        // Asked first: whose subscription it is not learns nothing of keys.
        return store.find(connection, owner, request.sub)
                .chain(() -> connection.preparedQuery(IS_OF_ANOTHER_REQUEST).execute(Tuple.of(owner.id(), request.key)))
                .invoke(rows -> {
                    if (rows.size() > 0) {
                        throw conflict();
                    }
                })
                .chain(() -> connection
                        .preparedQuery(TAKE)
                        .execute(Tuple.of(owner.id(), request.key, request.sub, Buffer.buffer(request.hash))))
                .map(taken -> taken.rowCount() == 1);
    }

    /** Without an answer: it is made anew from what there is. */
    Uni<Void> keepNothing(SqlConnection connection, Owner owner, Request request) {
        return request.key == null ? Uni.createFrom().voidItem() : keep(connection, owner, request, "");
    }

    /** The answer to the same request; fails where the key is another's, or its answer not there yet. */
    Uni<String> kept(SqlConnection connection, Owner owner, Request request) {
        return connection
                .preparedQuery(FIND)
                .execute(Tuple.of(owner.id(), request.key))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    if (!Arrays.equals(row.getBuffer("request_hash").getBytes(), request.hash)) {
                        throw conflict();
                    }
                    String answer = row.getString("answer");
                    if (answer == null) {
                        throw new ProblemException(
                                KernelProblem.IDEMPOTENCY_CONFLICT,
                                "The request with this Idempotency-Key is still being answered; ask again.");
                    }
                    return answer;
                });
    }

    private static Uni<Void> keep(SqlConnection connection, Owner owner, Request request, String answer) {
        return connection
                .preparedQuery(KEEP)
                .execute(Tuple.of(owner.id(), request.key, answer))
                .replaceWithVoid();
    }

    private static Uni<Void> forget(SqlConnection connection, Owner owner, Request request) {
        return connection
                .preparedQuery("delete from idempotency_key where owner = $1 and key = $2 and answer is null")
                .execute(Tuple.of(owner.id(), request.key))
                .replaceWithVoid();
    }

    /** Refuses a key for a new subscription under which something else was asked for. */
    static Uni<Void> requireUnused(SqlConnection connection, Owner owner, @Nullable String key) {
        return key == null
                ? Uni.createFrom().voidItem()
                : connection
                        .preparedQuery("select 1 from idempotency_key where owner = $1 and key = $2")
                        .execute(Tuple.of(owner.id(), key))
                        .invoke(rows -> {
                            if (rows.size() > 0) {
                                throw conflict();
                            }
                        })
                        .replaceWithVoid();
    }

    private static ProblemException conflict() {
        return new ProblemException(
                KernelProblem.IDEMPOTENCY_CONFLICT, "The Idempotency-Key was used for another request.");
    }

    private byte[] hash(String operation, @Nullable Object body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(json.writeValueAsBytes(operation));
            return digest.digest(json.writeValueAsBytes(body));
        } catch (NoSuchAlgorithmException | JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String text(Object answer) {
        try {
            return json.writeValueAsString(answer);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private <T> T read(String answer, Class<T> type) {
        try {
            return json.readValue(answer, type);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * A request.
     *
     * @param key null where it has none and is made each time
     * @param hash of method, path and body
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Request(@Nullable String key, UUID sub, byte[] hash) {}

    /**
     * An answer.
     *
     * @param isReplayed true where it was given before
     */
    record Answer<T>(T value, boolean isReplayed) {}
}
