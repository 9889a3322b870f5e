package org.ckep.hub.subscription;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import org.ckep.hub.subscription.CertificateReader.Identity;
import org.ckep.kernel.problem.ProblemException;

/** What must hold for a certificate that deliveries are to show; pure functions. */
final class CertificateRules {
    private static final int MIN_RSA_BITS = 2048;
    private static final String CLIENTS = "1.3.6.1.5.5.7.3.2";
    private static final String ANYTHING = "2.5.29.37.0";

    private CertificateRules() {}

    /**
     * Fails where an endpoint could not accept it.
     *
     * @param certificateAt where the certificates came from
     * @param keyAt where the private key came from
     */
    static void check(Identity identity, String certificateAt, String keyAt, Instant now) {
        List<X509Certificate> chain = identity.chain();
        chain.forEach(certificate -> checkPeriod(certificate, certificateAt, now));
        for (int i = 1; i < chain.size(); i++) {
            if (!isIssuedBy(chain.get(i - 1), chain.get(i))) {
                throw ProblemException.invalid(
                        certificateAt,
                        "chain-broken",
                        "The certificate comes first and each other one has issued the one before it; number " + (i + 1)
                                + " has not.");
            }
        }
        checkUse(chain.get(0), certificateAt);
        checkKey(chain.get(0), identity.privateKey(), certificateAt, keyAt);
    }

    /** Fails where a certificate does not hold now. */
    static void checkPeriod(X509Certificate certificate, String pointer, Instant now) {
        try {
            certificate.checkValidity(Date.from(now));
        } catch (CertificateExpiredException ended) {
            throw ProblemException.invalid(
                    pointer,
                    "expired",
                    "The certificate of " + name(certificate) + " ended at "
                            + certificate.getNotAfter().toInstant() + ".");
        } catch (CertificateNotYetValidException early) {
            throw ProblemException.invalid(
                    pointer,
                    "not-yet-valid",
                    "The certificate of " + name(certificate) + " begins at "
                            + certificate.getNotBefore().toInstant() + ".");
        }
    }

    private static boolean isIssuedBy(X509Certificate certificate, X509Certificate issuer) {
        if (!certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
            return false;
        }
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException anotherKey) {
            return false;
        }
    }

    private static void checkUse(X509Certificate certificate, String pointer) {
        try {
            List<String> uses = certificate.getExtendedKeyUsage();
            if (uses != null && !uses.contains(CLIENTS) && !uses.contains(ANYTHING)) {
                throw ProblemException.invalid(
                        pointer, "not-for-clients", "The certificate does not allow to show it as a client.");
            }
        } catch (CertificateParsingException unreadable) {
            throw ProblemException.invalid(pointer, "invalid", "What the certificate may be used for cannot be read.");
        }
    }

    private static void checkKey(X509Certificate certificate, byte[] privateKey, String certificateAt, String keyAt) {
        String kind;
        String algorithm;
        if (certificate.getPublicKey() instanceof RSAPublicKey rsa
                && rsa.getModulus().bitLength() >= MIN_RSA_BITS) {
            kind = "RSA";
            algorithm = "SHA256withRSA";
        } else if (certificate.getPublicKey() instanceof ECPublicKey) {
            kind = "EC";
            algorithm = "SHA256withECDSA";
        } else {
            throw ProblemException.invalid(
                    certificateAt,
                    "unsupported-key",
                    "The certificate's key must be RSA of at least " + MIN_RSA_BITS + " bits, or elliptic.");
        }
        if (!belongs(certificate, privateKey, kind, algorithm)) {
            throw ProblemException.invalid(
                    keyAt, "key-mismatch", "The private key is not the one of the first certificate.");
        }
    }

    private static boolean belongs(X509Certificate certificate, byte[] privateKey, String kind, String algorithm) {
        byte[] text = {1};
        try {
            PrivateKey key = KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(privateKey));
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(text);
            byte[] signature = signer.sign();
            signer.initVerify(certificate.getPublicKey());
            signer.update(text);
            return signer.verify(signature);
        } catch (GeneralSecurityException anotherKind) {
            return false;
        }
    }

    /** From when one of them does not hold any more. */
    static Instant end(List<X509Certificate> chain) {
        return chain.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    static String name(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }
}
