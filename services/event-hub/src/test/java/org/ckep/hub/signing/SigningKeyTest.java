package org.ckep.hub.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyTest {
    private static final byte[] BODY = "{\"title\":\"中韩 · 한중\"}".getBytes(StandardCharsets.UTF_8);

    /** The example of the Standard Webhooks specification. */
    @Test
    void hmacAsTheSpecificationHasIt() {
        SigningKey key = SigningKey.ofSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        assertThat(key.signature(
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        1614265330,
                        "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assertThat(key.secret()).isEqualTo("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        assertThat(key.publicKeyText()).isNull();
    }

    @Test
    void anEd25519SignatureVerifiesByThePublishedKey() throws Exception {
        SigningKey key = SigningKey.generate(KeyAlgorithm.V1A);
        String signature = key.signature("id", 1_700_000_000, BODY);
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(key.publicKeyDer()))));
        verifier.update("id.1700000000.".getBytes(StandardCharsets.UTF_8));
        verifier.update(BODY);
        assertThat(signature).startsWith("v1a,");
        assertThat(verifier.verify(Base64.getDecoder().decode(signature.substring(4))))
                .isTrue();
        assertThat(key.publicKeyText()).isEqualTo("whpk_" + Base64.getEncoder().encodeToString(key.publicKey()));
        assertThat(key.publicKey()).hasSize(32);
        assertThat(key.secret()).isNull();
    }

    /** Ed25519 leaves nothing to chance, so the JDK's signature must be the same. */
    @Test
    void anEd25519SignatureIsTheOneOfTheJdk() throws Exception {
        SigningKey key = SigningKey.generate(KeyAlgorithm.V1A);
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(KeyFactory.getInstance("Ed25519")
                .generatePrivate(new PKCS8EncodedKeySpec(Arrays.copyOf(key.material(), key.material().length - 32))));
        signature.update(BODY);
        assertThat(key.sign(BODY)).isEqualTo(signature.sign());
    }

    @Test
    void whatIsNoKeyIsNotTakenForOne() {
        byte[] material = SigningKey.generate(KeyAlgorithm.V1A).material();
        byte[] other = material.clone();
        other[0]++;
        assertThatThrownBy(() -> SigningKey.of("kid", KeyAlgorithm.V1A, other))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> SigningKey.of("kid", KeyAlgorithm.V1A, Arrays.copyOf(material, 79)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aStoredKeySignsTheSame() {
        for (KeyAlgorithm algorithm : KeyAlgorithm.values()) {
            SigningKey key = SigningKey.generate(algorithm);
            SigningKey stored = SigningKey.of(key.kid(), algorithm, key.material());
            assertThat(stored.signature("id", 5, BODY)).isEqualTo(key.signature("id", 5, BODY));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"whsec_c2hvcnQ=", "secret", "whsec_not base64!", "whsec_"})
    void aSecretThatIsTooShortOrNoneIsRefused(String secret) {
        assertThatThrownBy(() -> SigningKey.ofSecret(secret))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("A secret");
    }

    @Test
    void aKeyDoesNotShowItself() {
        SigningKey key = SigningKey.ofSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        assertThat(key.toString()).doesNotContain("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    }
}
