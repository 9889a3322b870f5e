package org.ckep.trade.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.ckep.trade.ingest.NamedDigests.Algorithm;

/** A body as it comes over the wire, and its digests. */
final class ReceivedBytes {
    private final NamedDigests named;
    private final Map<Algorithm, MessageDigest> digests = new EnumMap<>(Algorithm.class);
    private final InputStream stream;

    /**
     * Begins to receive.
     *
     * @param named what the sender says that it sends
     */
    ReceivedBytes(InputStream body, NamedDigests named) {
        this.named = named;
        Set<Algorithm> wanted = named.algorithms();
        wanted.add(Algorithm.SHA_256);
        InputStream digested = body;
        for (Algorithm algorithm : wanted) {
            MessageDigest digest = digest(algorithm);
            digests.put(algorithm, digest);
            digested = new DigestInputStream(digested, digest);
        }
        this.stream = digested;
    }

    /** What comes; to be read here alone. */
    InputStream stream() {
        return stream;
    }

    /**
     * Reads what is left and returns the SHA-256 of everything, as hexadecimal digits.
     *
     * @throws RefusedFileException where it is not what the sender says
     */
    String sha256() throws IOException {
        stream.transferTo(OutputStream.nullOutputStream());
        Map<Algorithm, String> received = new EnumMap<>(Algorithm.class);
        digests.forEach(
                (algorithm, digest) -> received.put(algorithm, HexFormat.of().formatHex(digest.digest())));
        named.require(received);
        return String.valueOf(received.get(Algorithm.SHA_256));
    }

    private static MessageDigest digest(Algorithm algorithm) {
        try {
            return MessageDigest.getInstance(algorithm.javaName());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("the JDK has " + algorithm.javaName(), impossible);
        }
    }
}
