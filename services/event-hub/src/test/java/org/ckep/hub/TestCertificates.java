package org.ckep.hub;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** An authority that issues certificates for tests, with elliptic keys. */
public final class TestCertificates {
    private static final AlgorithmIdentifier ALGORITHM = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);

    private final Issued authority;

    public TestCertificates(String name) {
        KeyPair keys = elliptic();
        authority = issue(name, keys, name, keys, new Wish(true, null, null, Duration.ofDays(-1), Duration.ofDays(30)));
    }

    private TestCertificates(Issued authority) {
        this.authority = authority;
    }

    /** An authority below this one. */
    private TestCertificates below(String name) {
        KeyPair keys = elliptic();
        return new TestCertificates(
                issued(name, keys, new Wish(true, null, null, Duration.ofDays(-1), Duration.ofDays(30))));
    }

    /** A PKCS#12 file with so many certificates: a client's, and above it authorities up to one that nobody vouches for. */
    public static String pkcs12(int length, String password) {
        TestCertificates last = new TestCertificates("authority 1");
        List<Certificate> chain = new ArrayList<>(List.of(last.authority.certificate));
        while (chain.size() < length - 1) {
            last = last.below("authority " + (chain.size() + 1));
            chain.add(0, last.authority.certificate);
        }
        Issued own = last.client("platform");
        chain.add(0, own.certificate);
        return own.pkcs12(password, chain, new KeyStore.PasswordProtection(password.toCharArray()));
    }

    /** The authority itself. */
    public Issued authority() {
        return authority;
    }

    /** A certificate that the platform may show. */
    public Issued client(String name) {
        return client(name, elliptic(), Duration.ofDays(-1), Duration.ofDays(30));
    }

    public Issued client(String name, KeyPair keys, Duration from, Duration until) {
        return issued(name, keys, new Wish(false, KeyPurposeId.id_kp_clientAuth, null, from, until));
    }

    /** The certificate of an endpoint at an address. */
    public Issued server(String address) {
        return issued(
                "endpoint",
                elliptic(),
                new Wish(false, KeyPurposeId.id_kp_serverAuth, address, Duration.ofDays(-1), Duration.ofDays(30)));
    }

    private Issued issued(String name, KeyPair keys, Wish wish) {
        return issue(authority.name, authority.keys, name, keys, wish);
    }

    private static Issued issue(String issuer, KeyPair issuerKeys, String subject, KeyPair keys, Wish wish) {
        V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
        generator.setSerialNumber(
                new ASN1Integer(new BigInteger(UUID.randomUUID().toString().replace("-", ""), 16)));
        generator.setIssuer(new X500Name("CN=" + issuer));
        generator.setSubject(new X500Name("CN=" + subject));
        generator.setStartDate(new Time(Date.from(Instant.now().plus(wish.from))));
        generator.setEndDate(new Time(Date.from(Instant.now().plus(wish.until))));
        generator.setSubjectPublicKeyInfo(
                SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
        generator.setSignature(ALGORITHM);
        try {
            ExtensionsGenerator extensions = new ExtensionsGenerator();
            extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(wish.isAuthority));
            if (wish.purpose != null) {
                extensions.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(wish.purpose));
            }
            if (wish.address != null) {
                extensions.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.iPAddress, wish.address)));
            }
            generator.setExtensions(extensions.generate());
            TBSCertificate content = generator.generateTBSCertificate();
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(issuerKeys.getPrivate());
            signature.update(content.getEncoded(ASN1Encoding.DER));
            ASN1EncodableVector parts = new ASN1EncodableVector();
            parts.add(content);
            parts.add(ALGORITHM);
            parts.add(new DERBitString(signature.sign()));
            byte[] der = new DERSequence(parts).getEncoded(ASN1Encoding.DER);
            X509Certificate certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            return new Issued(subject, certificate, keys);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static KeyPair elliptic() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static KeyPair rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + label
                + "-----\n";
    }

    private record Wish(boolean isAuthority, KeyPurposeId purpose, String address, Duration from, Duration until) {}

    /** A certificate with its keys. */
    public record Issued(String name, X509Certificate certificate, KeyPair keys) {
        public String pem() {
            return TestCertificates.pem("CERTIFICATE", encoded());
        }

        public String keyPem() {
            return keyPem("PRIVATE KEY");
        }

        public String keyPem(String label) {
            return TestCertificates.pem(label, keys.getPrivate().getEncoded());
        }

        private byte[] encoded() {
            try {
                return certificate.getEncoded();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        /** A PKCS#12 file in base64. */
        public String pkcs12(String password) {
            return pkcs12(password, new KeyStore.PasswordProtection(password.toCharArray()));
        }

        /** The same with a key that is protected in a way of its own. */
        public String pkcs12(String password, KeyStore.PasswordProtection protection) {
            return pkcs12(password, List.of(certificate), protection);
        }

        private String pkcs12(String password, List<Certificate> chain, KeyStore.PasswordProtection protection) {
            try (ByteArrayOutputStream file = new ByteArrayOutputStream()) {
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(null, null);
                store.setEntry(
                        "own",
                        new KeyStore.PrivateKeyEntry(keys.getPrivate(), chain.toArray(Certificate[]::new)),
                        protection);
                store.store(file, password.toCharArray());
                return Base64.getEncoder().encodeToString(file.toByteArray());
            } catch (IOException | GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        private KeyStore store(String password) throws IOException, GeneralSecurityException {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("own", keys.getPrivate(), password.toCharArray(), new Certificate[] {certificate});
            return store;
        }

        /** TLS of an endpoint with this certificate that trusts those whom an authority has issued one. */
        public SSLContext tls(Issued trusted) {
            try {
                String password = UUID.randomUUID().toString();
                KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                own.init(store(password), password.toCharArray());
                KeyStore others = KeyStore.getInstance("PKCS12");
                others.load(null, null);
                others.setCertificateEntry("trusted", trusted.certificate);
                TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                trust.init(others);
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
                return context;
            } catch (IOException | GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        /** The name as certificates spell it. */
        public String subject() {
            return "CN=" + name;
        }
    }
}
