package org.ckep.hub.subscription;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ckep.hub.sink.Pem;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Reads certificates and private keys as people have them: PEM texts or a PKCS#12 file. Says what is wrong and where. */
final class CertificateReader {
    private static final int MAX_TEXT = 65_536;
    private static final int MAX_FILE = 24_000;
    private static final int MAX_CERTIFICATES = 10;

    /** Opening a file costs what whoever made it wanted, so files take one processor together, not one each. */
    static final Semaphore OPENING = new Semaphore(1);

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]*+)-----END ([A-Z0-9 ]{1,40})-----");

    private CertificateReader() {}

    /**
     * The certificates of a PEM text, at least one; whatever stands between them is passed over.
     *
     * @param pointer where the text came from
     */
    static List<X509Certificate> certificates(String pointer, String pem) {
        requireShort(pointer, pem);
        List<X509Certificate> found = kept(pointer, pem);
        if (found.isEmpty() || found.size() > MAX_CERTIFICATES) {
            throw ProblemException.invalid(
                    pointer, "invalid", "Here stand 1 to " + MAX_CERTIFICATES + " certificates in PEM.");
        }
        return found;
    }

    /** The same of a text that was accepted and is kept, however long it became. */
    static List<X509Certificate> kept(String pointer, String pem) {
        List<X509Certificate> found = new ArrayList<>();
        for (Block block : blocks(pointer, pem)) {
            if (!block.label.equals(Pem.CERTIFICATE)) {
                throw ProblemException.invalid(
                        pointer, "invalid", "Here stand certificates alone, and one of the parts is none.");
            }
            found.add(certificate(pointer, block.bytes));
        }
        return found;
    }

    private static X509Certificate certificate(String pointer, byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException none) {
            throw ProblemException.invalid(pointer, "invalid", "One of the certificates cannot be read.");
        }
    }

    /** The PKCS#8 form of the one private key of a PEM text. */
    static byte[] privateKey(String pointer, String pem) {
        requireShort(pointer, pem);
        List<Block> keys = blocks(pointer, pem).stream()
                .filter(block -> block.label.endsWith(Pem.PRIVATE_KEY))
                .toList();
        if (keys.size() != 1) {
            throw ProblemException.invalid(pointer, "invalid", "Here stands one private key in PEM.");
        }
        if (!keys.get(0).label.equals(Pem.PRIVATE_KEY)) {
            throw ProblemException.invalid(
                    pointer,
                    "not-pkcs8",
                    "The private key must be PKCS#8 without a password (BEGIN PRIVATE KEY), as 'openssl pkcs8 -topk8 "
                            + "-nodes' writes it, or come in a PKCS#12 file.");
        }
        return keys.get(0).bytes;
    }

    private static void requireShort(String pointer, String pem) {
        if (pem.length() > MAX_TEXT) {
            throw ProblemException.invalid(pointer, "too-long", "The text has at most " + MAX_TEXT + " characters.");
        }
    }

    private static List<Block> blocks(String pointer, String pem) {
        List<Block> found = new ArrayList<>();
        Matcher block = BLOCK.matcher(pem);
        while (block.find()) {
            if (!block.group(1).equals(block.group(3))) {
                throw ProblemException.invalid(pointer, "invalid", "A part does not end as it begins.");
            }
            try {
                found.add(new Block(block.group(1), Base64.getMimeDecoder().decode(block.group(2))));
            } catch (IllegalArgumentException notBase64) {
                throw ProblemException.invalid(pointer, "invalid", "A part is not base64.");
            }
        }
        return found;
    }

    /** The one private key of a PKCS#12 file and the certificates that belong to it. */
    static Identity pkcs12(String base64, @Nullable String password) {
        byte[] file = file(base64);
        if (!OPENING.tryAcquire()) {
            throw new ProblemException(
                    KernelProblem.UNAVAILABLE, "Another PKCS#12 file is being opened at the moment.");
        }
        try {
            return opened(file, password == null ? new char[0] : password.toCharArray());
        } finally {
            OPENING.release();
        }
    }

    private static byte[] file(String base64) {
        if (base64.length() > MAX_FILE) {
            throw ProblemException.invalid(
                    "/pkcs12", "too-long", "The file has at most " + MAX_FILE + " characters in base64.");
        }
        try {
            byte[] file = Base64.getMimeDecoder().decode(base64);
            if (Pkcs12Rounds.of(file) > Pkcs12Rounds.MOST) {
                throw ProblemException.invalid(
                        "/pkcs12",
                        "too-many-rounds",
                        "The file wants its password hashed more than " + Pkcs12Rounds.MOST + " times.");
            }
            return file;
        } catch (IllegalArgumentException unreadable) {
            throw notPkcs12();
        }
    }

    private static Identity opened(byte[] file, char[] secret) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(file), secret);
            List<String> keys = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    keys.add(alias);
                }
            }
            if (keys.size() != 1) {
                throw ProblemException.invalid("/pkcs12", "invalid", "The file must hold one private key.");
            }
            return identity(store.getKey(keys.get(0), secret), store.getCertificateChain(keys.get(0)));
        } catch (IOException unreadable) {
            if (unreadable.getCause() instanceof UnrecoverableKeyException) {
                throw ProblemException.invalid("/password", "wrong", "The file does not open with this password.");
            }
            throw notPkcs12();
        } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
            throw notPkcs12();
        } finally {
            Arrays.fill(secret, '\0');
        }
    }

    private static Identity identity(Key key, Certificate @Nullable [] chain) {
        if (!(key instanceof PrivateKey) || key.getEncoded() == null || chain == null) {
            throw notPkcs12();
        }
        if (chain.length > MAX_CERTIFICATES) {
            throw ProblemException.invalid(
                    "/pkcs12", "invalid", "The chain in the file has at most " + MAX_CERTIFICATES + " certificates.");
        }
        List<X509Certificate> certificates = new ArrayList<>();
        for (Certificate one : chain) {
            certificates.add((X509Certificate) one);
        }
        return new Identity(certificates, key.getEncoded());
    }

    private static ProblemException notPkcs12() {
        return ProblemException.invalid(
                "/pkcs12", "invalid", "The file is not PKCS#12 in base64 with a private key and its certificate.");
    }

    /** The certificates as PEM. */
    static String pem(List<X509Certificate> certificates) {
        StringBuilder text = new StringBuilder();
        try {
            for (X509Certificate certificate : certificates) {
                text.append(Pem.of(Pem.CERTIFICATE, certificate.getEncoded()));
            }
        } catch (CertificateException impossible) {
            throw new IllegalStateException("a certificate that was read can be written", impossible);
        }
        return text.toString();
    }

    /**
     * A certificate and what belongs to it.
     *
     * @param chain its own first
     * @param privateKey PKCS#8
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Identity(List<X509Certificate> chain, byte[] privateKey) {
        Identity {
            chain = List.copyOf(chain);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Block(String label, byte[] bytes) {}
}
