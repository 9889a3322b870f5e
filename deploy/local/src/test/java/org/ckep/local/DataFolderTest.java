package org.ckep.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    Path folder;

    @Test
    void emptyingRemovesEverythingButTheLock() throws IOException {
        Files.createDirectories(folder.resolve("postgres/data"));
        Files.writeString(folder.resolve("postgres/data/PG_VERSION"), "18");
        Path outside = Files.createTempDirectory("outside");
        Files.writeString(outside.resolve("kept"), "");
        Files.createSymbolicLink(folder.resolve("link"), outside);

        try (DataFolder taken = DataFolder.take(folder)) {
            taken.empty();
            assertThat(folder).isDirectoryContaining("glob:**/lock");
            assertThat(folder).isDirectoryNotContaining("glob:**/postgres");
            assertThat(folder).isDirectoryNotContaining("glob:**/link");
        }
        assertThat(outside.resolve("kept")).exists();
        assertThat(DataFolder.isTaken(folder)).isFalse();
    }

    @Test
    void secretsStayTheSameAndAreTheOwnersAlone() throws IOException {
        String first = new Secrets(folder).get("postgres.trade_app");

        assertThat(new Secrets(folder).get("postgres.trade_app"))
                .isEqualTo(first)
                .hasSize(32);
        assertThat(new Secrets(folder).get("postgres.trade_owner")).isNotEqualTo(first);
        assertThat(Files.getPosixFilePermissions(folder.resolve("secrets.properties")))
                .hasSize(2);
    }
}
