package org.ckep.infrastructure;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs another main class and ends its process when standard input closes.
 *
 * <p>The parent holds the other end of that pipe. The kernel closes it when the parent ends, by whatever death, so a
 * child never outlives its parent; no polling, no process identifiers that could be reused. This class stands alone in a
 * small jar on the child's class path and must not refer to any other class of this module.
 */
public final class Lifeline {

    private static final long GRACE_MILLIS = 15_000;

    private Lifeline() {}

    /**
     * Starts the main class {@code args[0]} with the remaining arguments.
     *
     * @throws Throwable what that main method throws
     */
    public static void main(String[] args) throws Throwable {
        Thread.ofPlatform().daemon().name("lifeline").start(Lifeline::endWithParent);
        try {
            Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object)
                    Arrays.copyOfRange(args, 1, args.length));
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // The parent writes nothing; only the end of the stream counts.
            }
        } catch (IOException e) {
            // A broken pipe means the same as its end.
        }
        Thread.ofPlatform().daemon().name("lifeline-halt").start(() -> {
            try {
                Thread.sleep(GRACE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().halt(137);
        });
        System.exit(143);
    }
}
