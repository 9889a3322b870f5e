package org.ckep.hub.signing;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Encrypts keys for the database (AES-256-GCM) and reads them back. */
@ApplicationScoped
public class KeyVault {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final Optional<SecretKeySpec> configured;
    private final Pool pool;
    private final SecureRandom random = new SecureRandom();
    private volatile @Nullable Sealer sealer;

    KeyVault(SigningConfig config, @ReactiveDataSource("delivery") Pool pool) {
        this.configured = config.masterKey().map(KeyVault::masterKey);
        this.pool = pool;
    }

    private static SecretKeySpec masterKey(String base64) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException("ckep.hub.signing.master-key is not base64", notBase64);
        }
        if (key.length != 32) {
            throw new IllegalArgumentException("ckep.hub.signing.master-key has " + key.length + " bytes, not 32");
        }
        return new SecretKeySpec(key, "AES");
    }

    boolean isConfigured() {
        return configured.isPresent();
    }

    /** Encrypts and decrypts with the key that all replicas share. */
    public Uni<Sealer> sealer() {
        Sealer known = sealer;
        if (known != null) {
            return Uni.createFrom().item(known);
        }
        return configured
                .map(key -> Uni.createFrom().item(new Sealer(key)))
                .orElseGet(() -> pool.query("select key from vault_key")
                        .execute()
                        .map(rows -> new Sealer(new SecretKeySpec(
                                rows.iterator().next().getBuffer("key").getBytes(), "AES"))))
                .invoke(made -> sealer = made);
    }

    /** Encryption under one key. */
    public final class Sealer {
        private final SecretKeySpec key;

        private Sealer(SecretKeySpec key) {
            this.key = key;
        }

        /** The stored form of a key; bound to its id, so that stored keys cannot be exchanged. */
        public byte[] seal(SigningKey plain) {
            return seal(plain.kid(), plain.material());
        }

        /** The stored form of any secret; bound to a name, by which alone it is opened. */
        public byte[] seal(String name, byte[] plain) {
            byte[] nonce = new byte[NONCE];
            random.nextBytes(nonce);
            byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, name, plain);
            byte[] stored = Arrays.copyOf(nonce, NONCE + sealed.length);
            System.arraycopy(sealed, 0, stored, NONCE, sealed.length);
            return stored;
        }

        /** The key of a stored form. */
        public SigningKey open(String kid, KeyAlgorithm algorithm, byte[] stored) {
            return SigningKey.of(kid, algorithm, open(kid, stored));
        }

        /** The secret of a stored form. */
        public byte[] open(String name, byte[] stored) {
            byte[] nonce = Arrays.copyOf(stored, NONCE);
            byte[] sealed = Arrays.copyOfRange(stored, NONCE, stored.length);
            return crypt(Cipher.DECRYPT_MODE, nonce, name, sealed);
        }

        private byte[] crypt(int mode, byte[] nonce, String kid, byte[] text) {
            try {
                Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
                cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
                cipher.updateAAD(kid.getBytes(java.nio.charset.StandardCharsets.UTF_8));
                return cipher.doFinal(text);
            } catch (GeneralSecurityException wrongKey) {
                throw new IllegalStateException("a stored key was encrypted under another master key", wrongKey);
            }
        }
    }
}
