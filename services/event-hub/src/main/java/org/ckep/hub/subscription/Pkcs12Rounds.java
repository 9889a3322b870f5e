package org.ckep.hub.subscription;

import java.math.BigInteger;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.AuthenticatedSafe;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.EncryptedData;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.MacData;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PBMAC1Params;
import org.bouncycastle.asn1.pkcs.PKCS12PBEParams;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.asn1.pkcs.SafeBag;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** What it costs to open a PKCS#12 file: whoever made it says how often its password is hashed for each part of it. */
final class Pkcs12Rounds {
    /** Some seconds of one processor; common tools ask for less than a fiftieth of it. */
    static final long MOST = 2_000_000;

    private Pkcs12Rounds() {}

    /** The rounds of all parts, as far as they show without the password; fails with IllegalArgumentException. */
    static long of(byte[] file) {
        try {
            return of(Pfx.getInstance(file));
        } catch (RuntimeException | StackOverflowError unreadable) {
            // What is no such file fails there in many ways.
            throw new IllegalArgumentException("no PKCS#12 file", unreadable);
        }
    }

    private static long of(Pfx file) {
        MacData mac = file.getMacData();
        long rounds = mac == null ? 0 : of(mac);
        for (ContentInfo part : AuthenticatedSafe.getInstance(
                        octets(file.getAuthSafe().getContent()))
                .getContentInfo()) {
            if (part.getContentType().equals(PKCSObjectIdentifiers.encryptedData)) {
                rounds += of(EncryptedData.getInstance(part.getContent()).getEncryptionAlgorithm());
            } else if (part.getContentType().equals(PKCSObjectIdentifiers.data)) {
                rounds += ofKeys(ASN1Sequence.getInstance(octets(part.getContent())));
            }
        }
        return rounds;
    }

    private static long of(MacData mac) {
        AlgorithmIdentifier algorithm = mac.getMac().getAlgorithmId();
        return bounded(mac.getIterationCount())
                + (algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBMAC1)
                        ? of(PBMAC1Params.getInstance(algorithm.getParameters()).getKeyDerivationFunc())
                        : 0);
    }

    private static long ofKeys(ASN1Sequence bags) {
        long rounds = 0;
        for (ASN1Encodable each : bags) {
            SafeBag bag = SafeBag.getInstance(each);
            if (bag.getBagId().equals(PKCSObjectIdentifiers.pkcs8ShroudedKeyBag)) {
                rounds += of(
                        EncryptedPrivateKeyInfo.getInstance(bag.getBagValue()).getEncryptionAlgorithm());
            }
        }
        return rounds;
    }

    private static long of(AlgorithmIdentifier algorithm) {
        return algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBES2)
                ? of(PBES2Parameters.getInstance(algorithm.getParameters()).getKeyDerivationFunc())
                : bounded(PKCS12PBEParams.getInstance(algorithm.getParameters()).getIterations());
    }

    private static long of(KeyDerivationFunc derivation) {
        return bounded(PBKDF2Params.getInstance(derivation.getParameters()).getIterationCount());
    }

    private static long bounded(BigInteger rounds) {
        return rounds.signum() < 0 || rounds.bitLength() > 31 ? MOST + 1 : rounds.longValue();
    }

    private static byte[] octets(ASN1Encodable content) {
        return ASN1OctetString.getInstance(content).getOctets();
    }
}
