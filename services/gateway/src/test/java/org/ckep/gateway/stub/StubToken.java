package org.ckep.gateway.stub;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** Tokens of the stub issuer: right ones, and ones that are wrong in one point. */
public final class StubToken {
    private StubToken() {}

    /** A token of a client with all scopes. */
    public static String of(String client) {
        return with(client, claims -> {});
    }

    /** A token that differs from a right one as told. */
    public static String with(String client, Consumer<JwtClaims> change) {
        return sign(claims(client, change), "RS256", "k1", privateKey());
    }

    /** A token that nobody signed. */
    public static String unsigned(String client) {
        return sign(claims(client, claims -> {}), "none", "k1", null);
    }

    /** A token signed with the issuer's public key as a shared secret, an old attack. */
    public static String signedWithPublicKey(String client) {
        byte[] secret = Base64.getDecoder().decode(config("ckep.test.issuer-public-key"));
        return sign(claims(client, claims -> {}), "HS256", "k1", new SecretKeySpec(secret, "HmacSHA256"));
    }

    /** A token that names a key which the issuer does not have. */
    public static String ofUnknownKey(String client) {
        return sign(claims(client, claims -> {}), "RS256", UUID.randomUUID().toString(), privateKey());
    }

    private static JwtClaims claims(String client, Consumer<JwtClaims> change) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(config("ckep.test.issuer"));
        claims.setAudience(List.of("ckep-api", "account"));
        claims.setSubject("subject-of-" + client);
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(5);
        claims.setGeneratedJwtId();
        claims.setClaim("typ", "Bearer");
        claims.setClaim("azp", client);
        claims.setClaim("side", List.of("CN"));
        claims.setClaim(
                "scope",
                "trade:read trade:write investment:read investment:write partnerships:read partnerships:write "
                        + "policy:read policy:write events:read events:write");
        change.accept(claims);
        return claims;
    }

    /** Moves a token's lifetime into the past. */
    public static void expire(JwtClaims claims) {
        claims.setIssuedAt(NumericDate.fromSeconds(NumericDate.now().getValue() - 900));
        claims.setExpirationTime(NumericDate.fromSeconds(NumericDate.now().getValue() - 120));
    }

    private static String sign(JwtClaims claims, String algorithm, String keyId, Key key) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setAlgorithmHeaderValue(algorithm);
        signature.setKeyIdHeaderValue(keyId);
        signature.setHeader("typ", "JWT");
        signature.setKey(key);
        signature.setDoKeyValidation(false);
        signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        try {
            return signature.getCompactSerialization();
        } catch (JoseException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static PrivateKey privateKey() {
        try {
            byte[] encoded = Base64.getDecoder().decode(config("ckep.test.issuer-key"));
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String config(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }
}
