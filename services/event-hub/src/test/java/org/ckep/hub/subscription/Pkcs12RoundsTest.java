package org.ckep.hub.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import javax.crypto.spec.PBEParameterSpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.AuthenticatedSafe;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.MacData;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.ckep.hub.TestCertificates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file costs shows before it is opened. */
class Pkcs12RoundsTest {
    /** Of each of key, certificate and code, by default. */
    private static final int EACH = 10_000;

    private static final String FILE =
            new TestCertificates("authority").client("platform").pkcs12("opens it");

    static String base64(byte[] file) {
        return Base64.getEncoder().encodeToString(file);
    }

    private static byte[] file(String base64) {
        return Base64.getDecoder().decode(base64);
    }

    /** The same file, which now says that its authentication code was made in so many rounds. */
    static byte[] withMacRounds(String base64, int rounds) {
        Pfx file = Pfx.getInstance(file(base64));
        MacData mac = file.getMacData();
        return encoded(new Pfx(file.getAuthSafe(), new MacData(mac.getMac(), mac.getSalt(), rounds)));
    }

    private static byte[] encoded(Pfx file) {
        try {
            return file.getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void keyCertificatesAndCodeCountTogether() {
        assertThat(Pkcs12Rounds.of(file(FILE))).isEqualTo(3 * EACH);
        assertThat(Pkcs12Rounds.of(withMacRounds(FILE, 77_777))).isEqualTo(2 * EACH + 77_777);
    }

    @Test
    void olderWaysToProtectAKeyCountToo() {
        KeyStore.PasswordProtection older = new KeyStore.PasswordProtection(
                "opens it".toCharArray(), "PBEWithSHA1AndDESede", new PBEParameterSpec(new byte[20], 7_777));
        String file = new TestCertificates("authority").client("platform").pkcs12("opens it", older);
        assertThat(Pkcs12Rounds.of(file(file))).isEqualTo(2 * EACH + 7_777);
    }

    @Test
    void newerCodesCountToo() {
        Pfx file = Pfx.getInstance(file(FILE));
        KeyDerivationFunc derivation =
                new KeyDerivationFunc(PKCSObjectIdentifiers.id_PBKDF2, new PBKDF2Params(new byte[20], 55_555));
        AlgorithmIdentifier newer =
                new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBMAC1, new DERSequence(new ASN1Encodable[] {
                    derivation, new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256)
                }));
        MacData mac = new MacData(new DigestInfo(newer, new byte[32]), new byte[20], 1);
        assertThat(Pkcs12Rounds.of(encoded(new Pfx(file.getAuthSafe(), mac)))).isEqualTo(2 * EACH + 1 + 55_555);
    }

    /** Each part alone is harmless. */
    @Test
    void manyPartsAreTooMany() throws IOException {
        Pfx file = Pfx.getInstance(file(FILE));
        ContentInfo[] parts = AuthenticatedSafe.getInstance(
                        ASN1OctetString.getInstance(file.getAuthSafe().getContent())
                                .getOctets())
                .getContentInfo();
        ContentInfo encrypted = Arrays.stream(parts)
                .filter(part -> part.getContentType().equals(PKCSObjectIdentifiers.encryptedData))
                .findAny()
                .orElseThrow();
        ContentInfo[] many = Collections.nCopies(200, encrypted).toArray(ContentInfo[]::new);
        ContentInfo content = new ContentInfo(
                PKCSObjectIdentifiers.data, new DEROctetString(new AuthenticatedSafe(many).getEncoded()));
        assertThat(Pkcs12Rounds.of(encoded(new Pfx(content, file.getMacData()))))
                .isEqualTo(201 * EACH)
                .isGreaterThan(Pkcs12Rounds.MOST);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, 1L << 31, Long.MAX_VALUE})
    void whatIsNoNumberOfRoundsIsTooMany(long rounds) {
        Pfx file = Pfx.getInstance(file(FILE));
        MacData mac = file.getMacData();
        DERSequence wrong = new DERSequence(
                new ASN1Encodable[] {mac.getMac(), new DEROctetString(mac.getSalt()), new ASN1Integer(rounds)});
        assertThat(Pkcs12Rounds.of(encoded(new Pfx(file.getAuthSafe(), MacData.getInstance(wrong)))))
                .isGreaterThan(Pkcs12Rounds.MOST);
    }

    @Test
    void whatIsNoFileIsRefused() {
        byte[] nested = new byte[18_000];
        for (int i = 0; i < nested.length; i += 2) {
            nested[i] = 0x30;
            nested[i + 1] = (byte) 0x80;
        }
        byte[] longer = Arrays.copyOf(file(FILE), file(FILE).length + 1);
        for (byte[] none : new byte[][] {{}, {0}, {0x30, 0}, nested, longer, {1, 2, 3}}) {
            assertThatIllegalArgumentException().isThrownBy(() -> Pkcs12Rounds.of(none));
        }
    }
}
