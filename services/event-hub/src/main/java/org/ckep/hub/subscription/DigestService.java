package org.ckep.hub.subscription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.ckep.hub.proof.Chain;
import org.ckep.hub.proof.Digest;
import org.ckep.hub.signing.PlatformKeys;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Answers, signed, what was delivered in a range of numbers. */
@ApplicationScoped
class DigestService {
    private static final String RANGE = """
            select subseq, hash, chain, state, state in ('SKIPPED', 'EXPIRED', 'WITHHELD') as is_gap from delivery
            where sub = $1 and (subseq in ($2 - 1, $3)
                                or subseq between $2 and $3 and state in ('SKIPPED', 'EXPIRED', 'WITHHELD'))
            order by subseq limit $4""";

    /** Gaps that one digest lists: a document of about a megabyte. */
    private static final int MOST_GAPS = 10_000;

    private final SubscriptionStore store;
    private final SubscriberFeed feed;
    private final PlatformKeys keys;

    DigestService(SubscriptionStore store, SubscriberFeed feed, PlatformKeys keys) {
        this.store = store;
        this.feed = feed;
        this.keys = keys;
    }

    /**
     * The digest of a range with its signature.
     *
     * @param from first number, null for the first that is kept
     * @param to last number, null for the last
     */
    Uni<ObjectNode> digest(Owner owner, UUID id, @Nullable Long from, @Nullable Long to) {
        return store.within(owner, connection -> store.find(connection, owner, id)
                        .chain(() -> feed.numbers(connection, id))
                        .chain(ends -> {
                            NumberRange range = NumberRange.ofNumbers(from, to, ends, FieldError::in);
                            return digest(connection, id, range.from(), range.to());
                        }))
                .chain(digest -> keys.current().map(key -> {
                    ObjectNode json = digest.json();
                    json.put("keyId", key.kid());
                    json.put(
                            "signature",
                            Base64.getUrlEncoder().withoutPadding().encodeToString(key.sign(digest.canonical())));
                    return json;
                }));
    }

    private static Uni<Digest> digest(SqlConnection connection, UUID id, long first, long last) {
        return connection
                .preparedQuery(RANGE)
                .execute(Tuple.of(id, first, last, MOST_GAPS + 3))
                .map(rows -> {
                    byte[] before = first == 1 ? Chain.genesis(id) : new byte[0];
                    byte[] chain = new byte[0];
                    List<Digest.Gap> gaps = new ArrayList<>();
                    for (Row row : rows) {
                        long number = row.getLong("subseq");
                        byte[] value = row.getBuffer("chain").getBytes();
                        if (number == first - 1) {
                            before = value;
                            continue;
                        }
                        chain = number == last ? value : chain;
                        if (row.getBoolean("is_gap")) {
                            gaps.add(new Digest.Gap(
                                    number,
                                    row.getBuffer("hash").getBytes(),
                                    row.getString("state").toLowerCase(Locale.ROOT)));
                        }
                    }
                    requireFew(gaps);
                    return new Digest(id, first, last, before, last < first ? before : chain, gaps);
                });
    }

    /** A digest with a part of its gaps would be signed and could not be verified. */
    private static void requireFew(List<Digest.Gap> gaps) {
        if (gaps.size() > MOST_GAPS) {
            String reason = "A digest lists at most " + MOST_GAPS + " gaps. End the range with "
                    + (gaps.get(MOST_GAPS).subseq() - 1) + " or before, and ask for the others from there on.";
            throw new ProblemException(KernelProblem.INVALID_VALUE, reason)
                    .withErrors(FieldError.in("to", "too-many-gaps", reason));
        }
    }
}
