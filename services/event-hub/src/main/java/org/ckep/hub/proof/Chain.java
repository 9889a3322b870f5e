package org.ckep.hub.proof;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.UUID;

/**
 * The hash chain of a subscription. {@code chain(0) = SHA-256("ck-chain-1" ‖ 0x00 ‖ subscription id)},
 * {@code h(n) = SHA-256(event n with its cksubseq, without ckchain, in canonical form)},
 * {@code chain(n) = SHA-256(chain(n-1) ‖ h(n))}.
 */
public final class Chain {
    private static final byte[] DOMAIN = "ck-chain-1\0".getBytes(StandardCharsets.US_ASCII);

    private Chain() {}

    /** The value before the first event. */
    public static byte[] genesis(UUID subscription) {
        return sha256(DOMAIN, subscription.toString().getBytes(StandardCharsets.US_ASCII));
    }

    /** The hash of an event, from its canonical form with {@code cksubseq} and without {@code ckchain}. */
    public static byte[] hash(byte[] numberedEvent) {
        return sha256(numberedEvent);
    }

    /** The value after an event. */
    public static byte[] next(byte[] chain, byte[] hash) {
        return sha256(chain, hash);
    }

    /** How hashes and chain values stand in events and answers. */
    public static String text(byte[] value) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(value);
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
