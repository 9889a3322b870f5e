package org.ckep.hub.sink;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What came of a request to a sink. */
public sealed interface SinkAnswer {
    /** Milliseconds from the beginning to the answer or the failure. */
    long millis();

    /** True where the endpoint may have got the request. */
    boolean mayHaveArrived();

    /**
     * The endpoint answered.
     *
     * @param headers of the answer, names in lower case
     * @param excerpt the beginning of the body
     * @param isCutOff true where the connection or the time ended before the body did; not where enough of it was read
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Answered(int status, Map<String, String> headers, byte[] excerpt, boolean isCutOff, long millis)
            implements SinkAnswer {
        private static final String HIDDEN = "***";

        /** Fewer characters of a secret than these tell nothing of it. */
        private static final int LEAST_TELLING = 4;

        public Answered {
            Map<String, String> lower = new TreeMap<>();
            headers.forEach((name, value) -> lower.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
            headers = Map.copyOf(lower);
        }

        @Override
        public boolean mayHaveArrived() {
            return true;
        }

        /**
         * The same without a secret that the request showed: an endpoint may answer what it was sent, and what it answers
         * is kept for others to read. The beginning of the secret goes too where the excerpt ends within it.
         */
        Answered hiding(String secret) {
            // One character for each byte, so that whatever the body is comes out as it went in.
            String text = new String(excerpt, StandardCharsets.ISO_8859_1);
            String hidden = withoutEnd(text.replace(secret, HIDDEN), secret);
            return hidden.equals(text)
                    ? this
                    : new Answered(status, headers, hidden.getBytes(StandardCharsets.ISO_8859_1), isCutOff, millis);
        }

        private static String withoutEnd(String text, String secret) {
            for (int length = Math.min(secret.length() - 1, text.length()); length >= LEAST_TELLING; length--) {
                if (text.regionMatches(text.length() - length, secret, 0, length)) {
                    return text.substring(0, text.length() - length) + HIDDEN;
                }
            }
            return text;
        }

        /** The value of a header, null where it is missing. */
        public @Nullable String header(String name) {
            return headers.get(name.toLowerCase(Locale.ROOT));
        }
    }

    /** No answer came. */
    record Failed(Failure failure, boolean mayHaveArrived, long millis) implements SinkAnswer {}

    /** The sink must not be asked; no request was made. */
    record Blocked(String code, String reason) implements SinkAnswer {
        @Override
        public long millis() {
            return 0;
        }

        @Override
        public boolean mayHaveArrived() {
            return false;
        }
    }

    /** The endpoint wants an access token and there is none; it was not asked. */
    record NoToken(String reason, long millis) implements SinkAnswer {
        @Override
        public boolean mayHaveArrived() {
            return false;
        }
    }

    /** The certificate that the endpoint is to be shown has ended; it was not asked. */
    record CertificateExpired(long millis) implements SinkAnswer {
        @Override
        public boolean mayHaveArrived() {
            return false;
        }
    }

    /** The access token that the endpoint is to be shown has ended; it was not asked. */
    record CredentialsExpired(long millis) implements SinkAnswer {
        @Override
        public boolean mayHaveArrived() {
            return false;
        }
    }

    /** Why no answer came. */
    enum Failure {
        CONNECT,
        TLS,
        RESET,
        TIMEOUT;

        /** The word in the delivery log. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
