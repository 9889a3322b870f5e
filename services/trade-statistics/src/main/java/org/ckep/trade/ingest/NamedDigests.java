package org.ckep.trade.ingest;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.trade.ingest.RefusedFileException.Reason;

/**
 * Digests of the content that its sender names (RFC 9530). Other algorithms than those below are no proof against
 * anything and are ignored, as the RFC has it.
 */
record NamedDigests(List<Named> named) {
    static final String CONTENT_DIGEST = "Content-Digest";

    /** Of a request that carries the whole file this is the digest of the same bytes. */
    static final String REPR_DIGEST = "Repr-Digest";

    static final NamedDigests NONE = new NamedDigests(List.of());

    NamedDigests {
        named = List.copyOf(named);
    }

    /** A hash algorithm that is compared. */
    enum Algorithm {
        SHA_256("sha-256", "SHA-256", 32),
        SHA_512("sha-512", "SHA-512", 64);

        private final String key;
        private final String javaName;
        private final int length;

        Algorithm(String key, String javaName, int length) {
            this.key = key;
            this.javaName = javaName;
            this.length = length;
        }

        /** Name by which the JDK has it. */
        String javaName() {
            return javaName;
        }
    }

    /**
     * One digest.
     *
     * @param field header that names it
     * @param hex its value in hexadecimal digits
     */
    record Named(String field, Algorithm algorithm, String hex) {}

    /**
     * Reads the two headers.
     *
     * @throws ProblemException naming the one that is no dictionary of digests
     */
    static NamedDigests of(List<String> contentDigest, List<String> reprDigest) {
        List<Named> named = new ArrayList<>();
        read(CONTENT_DIGEST, contentDigest, named);
        read(REPR_DIGEST, reprDigest, named);
        return named.isEmpty() ? NONE : new NamedDigests(named);
    }

    private static void read(String field, List<String> lines, List<Named> named) {
        if (lines.isEmpty()) {
            return;
        }
        Map<String, Optional<byte[]>> members;
        try {
            members = StructuredDictionary.parse(String.join(", ", lines));
        } catch (IllegalArgumentException noDictionary) {
            throw malformed(field);
        }
        for (Algorithm algorithm : Algorithm.values()) {
            Optional<byte[]> value = members.get(algorithm.key);
            if (value != null) {
                byte[] digest =
                        value.filter(bytes -> bytes.length == algorithm.length).orElseThrow(() -> malformed(field));
                named.add(new Named(field, algorithm, HexFormat.of().formatHex(digest)));
            }
        }
    }

    private static ProblemException malformed(String field) {
        return ProblemException.invalidParameter(
                field,
                "The header " + field + " must name digests as RFC 9530 has them, such as sha-256=:…: with 32 bytes or"
                        + " sha-512=:…: with 64 in Base64.");
    }

    /** The algorithms by which something is to be compared. */
    Set<Algorithm> algorithms() {
        Set<Algorithm> algorithms = EnumSet.noneOf(Algorithm.class);
        named.forEach(digest -> algorithms.add(digest.algorithm()));
        return algorithms;
    }

    /**
     * Compares.
     *
     * @param received digests of what came, in hexadecimal digits
     * @throws RefusedFileException where something else came than was sent
     */
    void require(Map<Algorithm, String> received) {
        for (Named digest : named) {
            if (!digest.hex().equals(received.get(digest.algorithm()))) {
                throw new RefusedFileException(
                        Reason.OTHER_DIGEST,
                        "What came is not what was sent: its " + digest.algorithm().key
                                + " is not the one that the header " + digest.field() + " names.");
            }
        }
    }
}
