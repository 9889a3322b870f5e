package org.ckep.hub.sharing;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/**
 * Has questions answered many at a time: one round after the other, each with all that have come meanwhile. A round that
 * fails fails for those who asked in it, and the next one begins.
 *
 * @param <Q> what is asked
 * @param <A> what is answered
 */
public final class Gathering<Q, A> {
    private final int most;
    private final Function<List<Q>, Uni<List<A>>> answering;
    private final Queue<Waiting<Q, A>> waiting = new ConcurrentLinkedQueue<>();
    private final WakeableLoop loop;

    /**
     * @param most questions of one round
     * @param answering answers all of them, in their order
     */
    public Gathering(String name, int most, Function<List<Q>, Uni<List<A>>> answering) {
        this.most = most;
        this.answering = answering;
        this.loop = new WakeableLoop(name, this::round);
    }

    /** The answer, which was looked for after this call. */
    public Uni<A> ask(Q question) {
        return Uni.createFrom().emitter(emitter -> {
            waiting.add(new Waiting<>(question, emitter));
            loop.wake();
        });
    }

    private Uni<Boolean> round() {
        List<Waiting<Q, A>> batch = new ArrayList<>();
        while (batch.size() < most) {
            Waiting<Q, A> next = waiting.poll();
            if (next == null) {
                break;
            }
            batch.add(next);
        }
        if (batch.isEmpty()) {
            return Uni.createFrom().item(false);
        }
        return Uni.createFrom()
                .deferred(() ->
                        answering.apply(batch.stream().map(Waiting::question).toList()))
                .onItemOrFailure()
                .transform((answers, failure) -> {
                    for (int i = 0; i < batch.size(); i++) {
                        if (failure == null) {
                            batch.get(i).emitter.complete(answers.get(i));
                        } else {
                            batch.get(i).emitter.fail(failure);
                        }
                    }
                    return !waiting.isEmpty();
                });
    }

    private record Waiting<Q, A>(Q question, UniEmitter<? super A> emitter) {}
}
