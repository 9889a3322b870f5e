package org.ckep.hub.border;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** What agencies have undertaken, by a file that tests write. */
public final class SignedUndertakings implements QuarkusTestProfile {
    private static final Path FILE = Path.of("target", "undertakings-of-tests.json");

    @Override
    public Map<String, String> getConfigOverrides() {
        write("{}");
        return Map.of("ckep.hub.border.undertakings", FILE.toAbsolutePath().toString());
    }

    private static void write(String text) {
        try {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The file says so, and the hub knows it. */
    public static void become(Undertakings undertakings, String text) {
        write(text);
        undertakings.reread();
    }

    /** For the rest of a test the hub goes by a file that said so a minute ago and is gone since. */
    public static void becomeUnknown(String lastKnown) {
        AtomicLong nanos = new AtomicLong();
        write(lastKnown);
        QuarkusMock.installMockForType(
                new Undertakings(() -> Optional.of(FILE), new ObjectMapper(), Runnable::run, nanos::get),
                Undertakings.class);
        try {
            Files.delete(FILE);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        nanos.set(61_000_000_000L);
    }
}
