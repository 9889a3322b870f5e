package org.ckep.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedCacheTest {

    @TempDir
    Path root;

    @Test
    void anEntryIsMadeOnceForManyWhoWantItAtOnce() throws Exception {
        SharedCache cache = new SharedCache(root);
        AtomicInteger made = new AtomicInteger();
        Callable<String> want = () -> Files.readString(cache.entry("entry", folder -> {
                    made.incrementAndGet();
                    Files.writeString(folder.resolve("file"), "whole");
                })
                .resolve("file"));

        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Future<String>> all =
                    threads.invokeAll(IntStream.range(0, 8).mapToObj(i -> want).toList());
            for (Future<String> one : all) {
                assertThat(one.get()).isEqualTo("whole");
            }
        }
        assertThat(made).hasValue(1);
    }

    @Test
    void aFailedAttemptLeavesNoEntryAndTheNextOneSucceeds() throws IOException {
        SharedCache cache = new SharedCache(root);

        assertThatThrownBy(() -> cache.entry("entry", folder -> {
                    Files.writeString(folder.resolve("file"), "half");
                    throw new IOException("disk full");
                }))
                .isInstanceOf(InfrastructureException.class)
                .hasMessageContaining("Cannot prepare " + root.resolve("entry"))
                .hasRootCauseMessage("disk full");
        assertThat(root.resolve("entry")).doesNotExist();

        Path entry = cache.entry("entry", folder -> Files.writeString(folder.resolve("file"), "whole"));
        assertThat(entry.resolve("file")).hasContent("whole");
    }

    @Test
    void whatAKilledProcessLeftHalfMadeIsRemoved() throws IOException {
        Path leftover = Files.createDirectories(root.resolve(".entry.new123/content"));
        Files.writeString(leftover.resolve("file"), "half");

        new SharedCache(root).entry("entry", folder -> Files.writeString(folder.resolve("file"), "whole"));

        assertThat(root.resolve(".entry.new123")).doesNotExist();
    }
}
