package org.ckep.infrastructure;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A process that cannot be mistaken for a later one with the same number.
 *
 * @param startedAt milliseconds since 1970, 0 where the system does not tell
 */
record ProcessIdentity(long pid, long startedAt) {

    static ProcessIdentity of(ProcessHandle process) {
        return new ProcessIdentity(
                process.pid(),
                process.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
    }

    static ProcessIdentity parse(String text) {
        String[] parts = text.strip().split(" ", 2);
        return new ProcessIdentity(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }

    @Override
    public String toString() {
        return pid + " " + startedAt;
    }

    boolean isAlive() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .map(process -> of(process).equals(this))
                .orElse(false);
    }

    /**
     * The process whose end is the end of the build: Maven where a forked test JVM asks, else the asking process itself
     * (a test started by hand or by an editor).
     */
    static ProcessIdentity ofBuild() {
        ProcessHandle self = ProcessHandle.current();
        if (!System.getProperty("sun.java.command", "").contains("surefire")) {
            return of(self);
        }
        Optional<ProcessHandle> ancestor = self.parent();
        while (ancestor.isPresent() && !isJava(ancestor.get())) {
            // Surefire starts its JVM through a shell.
            ancestor = ancestor.get().parent();
        }
        return of(ancestor.orElse(self));
    }

    private static boolean isJava(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> Path.of(command).endsWith("java"))
                .orElse(false);
    }
}
