package org.ckep.portal.session;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The token that every form of a session carries: another site can send a form in a visitor's name, but it cannot know
 * this. It is a keyed hash of who is signed in and of his session, so nothing need be stored, and every replica of the
 * portal knows it. Quarkus' own protection compares a form with a cookie instead, which a page of a sibling host can
 * set and which says nothing of the session.
 */
@ApplicationScoped
class FormTokens {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String PURPOSE = "ckep portal forms";

    private final byte[] key;

    FormTokens(@ConfigProperty(name = "quarkus.oidc.token-state-manager.encryption-secret") String secret) {
        // The session's secret encrypts; a key derived from it for this one purpose signs.
        this.key = sign(secret.getBytes(StandardCharsets.UTF_8), PURPOSE);
    }

    /**
     * The token of a session.
     *
     * @param subject who is signed in
     * @param session the sign-in service's name for his session
     */
    String of(String subject, String session) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sign(key, subject + '\n' + session));
    }

    /** Compares in a time that does not tell how much of it is right. */
    static boolean equal(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] sign(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has " + ALGORITHM, impossible);
        }
    }
}
