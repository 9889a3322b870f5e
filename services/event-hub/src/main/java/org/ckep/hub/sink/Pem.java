package org.ckep.hub.sink;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes keys and certificates as text (RFC 7468). */
public final class Pem {
    public static final String CERTIFICATE = "CERTIFICATE";

    /** A private key in PKCS#8 without a password. */
    public static final String PRIVATE_KEY = "PRIVATE KEY";

    private static final int LINE = 64;

    private Pem() {}

    /** One part: what it is, and its DER form in lines of 64 characters. */
    public static String of(String label, byte[] der) {
        Base64.Encoder base64 = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN " + label + "-----\n" + base64.encodeToString(der) + "\n-----END " + label + "-----\n";
    }
}
