package org.ckep.gateway.limit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names the partitions of quotas in answers. A caller can see that two of his calls are counted together, and nobody
 * can read from a name, or find by trial, who is counted. Quotas are kept by each replica, so each has a secret of its
 * own; a restart changes the names and empties the quotas alike.
 */
final class PartitionKeys {
    private static final String ALGORITHM = "HmacSHA256";
    /** Enough that two partitions of one replica do not share a name. */
    private static final int BYTES = 12;

    private final SecretKeySpec secret;

    PartitionKeys() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.secret = new SecretKeySpec(random, ALGORITHM);
    }

    /** The name of a partition, in base64 as structured fields write bytes. */
    String of(String partition) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            byte[] code = mac.doFinal(partition.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(Arrays.copyOf(code, BYTES));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
        }
    }
}
