package org.ckep.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Lets requests leave at the same moment. */
public final class AtOnce {
    private AtOnce() {}

    /** What each of them was answered, in their order. */
    public static <T> List<T> call(List<Callable<T>> requests) throws Exception {
        CyclicBarrier start = new CyclicBarrier(requests.size());
        try (ExecutorService callers = Executors.newFixedThreadPool(requests.size())) {
            List<Future<T>> waiting = new ArrayList<>();
            for (Callable<T> request : requests) {
                waiting.add(callers.submit(() -> {
                    start.await();
                    return request.call();
                }));
            }
            List<T> answers = new ArrayList<>();
            for (Future<T> one : waiting) {
                answers.add(one.get());
            }
            return answers;
        }
    }
}
