package org.ckep.hub.signing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/**
 * A key that signs. Its material is the HMAC key itself, or the key pair as {@code PKCS#8 private ‖ raw public}.
 *
 * <p>Neither printed nor written as JSON; the forms for receivers are methods of their own.
 */
public final class SigningKey {
    /** Least bytes of an HMAC secret, by Standard Webhooks. */
    public static final int MIN_SECRET = 24;

    /** Most bytes of an HMAC secret. */
    public static final int MAX_SECRET = 64;

    private static final String SECRET_PREFIX = "whsec_";
    private static final String PUBLIC_PREFIX = "whpk_";
    private static final int RAW_PUBLIC = 32;
    private static final int SEED = 32;

    /** All of a PKCS#8 private key of Ed25519 before its seed (RFC 8410). */
    private static final byte[] PKCS8_PREFIX = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private static final byte[] SPKI_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String kid;
    private final KeyAlgorithm algorithm;
    private final byte[] material;
    private final byte @Nullable [] seed;

    private SigningKey(String kid, KeyAlgorithm algorithm, byte[] material) {
        this.kid = kid;
        this.algorithm = algorithm;
        this.material = material;
        this.seed = algorithm == KeyAlgorithm.V1A ? seed(material) : null;
    }

    /** A key that was stored. */
    public static SigningKey of(String kid, KeyAlgorithm algorithm, byte[] material) {
        return new SigningKey(kid, algorithm, material.clone());
    }

    /** A new key. */
    public static SigningKey generate(KeyAlgorithm algorithm) {
        byte[] id = new byte[9];
        RANDOM.nextBytes(id);
        String kid = Base64.getUrlEncoder().withoutPadding().encodeToString(id);
        return switch (algorithm) {
            case V1 -> {
                byte[] secret = new byte[32];
                RANDOM.nextBytes(secret);
                yield new SigningKey(kid, algorithm, secret);
            }
            case V1A -> new SigningKey(kid, algorithm, keyPair());
        };
    }

    /**
     * A secret that the receiver chose.
     *
     * @param secret {@code whsec_} and base64
     * @throws IllegalArgumentException with a sentence where its form or length is wrong
     */
    public static SigningKey ofSecret(String secret) {
        SigningKey made = generate(KeyAlgorithm.V1);
        if (!secret.startsWith(SECRET_PREFIX)) {
            throw new IllegalArgumentException("A secret begins with whsec_, followed by base64.");
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length()));
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException("A secret is base64 after whsec_.", notBase64);
        }
        if (bytes.length < MIN_SECRET || bytes.length > MAX_SECRET) {
            throw new IllegalArgumentException(
                    "A secret has " + MIN_SECRET + " to " + MAX_SECRET + " bytes; this one has " + bytes.length + ".");
        }
        return new SigningKey(made.kid, KeyAlgorithm.V1, bytes);
    }

    private static byte[] keyPair() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] spki = pair.getPublic().getEncoded();
            byte[] pkcs8 = pair.getPrivate().getEncoded();
            byte[] material = Arrays.copyOf(pkcs8, pkcs8.length + RAW_PUBLIC);
            System.arraycopy(spki, spki.length - RAW_PUBLIC, material, pkcs8.length, RAW_PUBLIC);
            return material;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Ed25519 belongs to every JDK", impossible);
        }
    }

    private static byte[] seed(byte[] material) {
        int prefix = PKCS8_PREFIX.length;
        if (material.length != prefix + SEED + RAW_PUBLIC
                || !Arrays.equals(material, 0, prefix, PKCS8_PREFIX, 0, prefix)) {
            throw new IllegalStateException("stored key cannot be read");
        }
        return Arrays.copyOfRange(material, prefix, prefix + SEED);
    }

    public String kid() {
        return kid;
    }

    public KeyAlgorithm algorithm() {
        return algorithm;
    }

    /** What is to be stored, encrypted. */
    public byte[] material() {
        return material.clone();
    }

    /** The shared secret in the form of Standard Webhooks, null for a key pair. */
    public @Nullable String secret() {
        return algorithm == KeyAlgorithm.V1
                ? SECRET_PREFIX + Base64.getEncoder().encodeToString(material)
                : null;
    }

    /** The raw public key, null for a shared secret. */
    public byte @Nullable [] publicKey() {
        return algorithm == KeyAlgorithm.V1A
                ? Arrays.copyOfRange(material, material.length - RAW_PUBLIC, material.length)
                : null;
    }

    /** The raw public key as {@code whpk_}, null for a shared secret. */
    public @Nullable String publicKeyText() {
        byte[] raw = publicKey();
        return raw == null ? null : PUBLIC_PREFIX + Base64.getEncoder().encodeToString(raw);
    }

    /** The public key as DER (SubjectPublicKeyInfo) in base64, as Java, Node and OpenSSL read it. */
    public @Nullable String publicKeyDer() {
        byte[] raw = publicKey();
        if (raw == null) {
            return null;
        }
        byte[] der = Arrays.copyOf(SPKI_PREFIX, SPKI_PREFIX.length + RAW_PUBLIC);
        System.arraycopy(raw, 0, der, SPKI_PREFIX.length, RAW_PUBLIC);
        return Base64.getEncoder().encodeToString(der);
    }

    /**
     * The bare signature of a text. Ed25519 is Bouncy Castle's, with the public key given and tables for the base point:
     * the JDK's multiplies twice without tables, which is most of what a delivery costs.
     */
    public byte[] sign(byte[] text) {
        byte[] secretSeed = seed;
        if (secretSeed != null) {
            byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
            Ed25519.sign(secretSeed, 0, material, material.length - RAW_PUBLIC, text, 0, text.length, signature, 0);
            return signature;
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(material, "HmacSHA256"));
            return mac.doFinal(text);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * The signature of a delivery by Standard Webhooks, with the scheme's name before it.
     *
     * @param timestamp Unix seconds of the attempt
     */
    public String signature(String id, long timestamp, byte[] body) {
        byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        byte[] text = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, text, head.length, body.length);
        return algorithm.code() + "," + Base64.getEncoder().encodeToString(sign(text));
    }

    @Override
    public String toString() {
        return "SigningKey[" + algorithm.code() + " " + kid + "]";
    }
}
