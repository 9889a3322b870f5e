package org.ckep.hub.feed;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.ckep.kernel.access.Audience;

/**
 * Writes and reads cursors: base64url of version (1 byte), audience tag (3), position (8) and check value (4). The check
 * value keeps clients from computing with cursors and one audience's cursor out of another's log; it protects no secret,
 * because each log has positions of its own.
 */
final class CursorCodec {
    private static final byte VERSION = 1;
    private static final int TAG = 3;
    private static final int CHECK = 4;
    private static final int SIGNED = 1 + TAG + Long.BYTES;

    private final SecretKeySpec key;

    CursorCodec(byte[] key) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /** The cursor after the event at this position; 0 is before the first. */
    String write(Audience audience, long pos) {
        byte[] signed = ByteBuffer.allocate(SIGNED)
                .put(VERSION)
                .put(tag(audience))
                .putLong(pos)
                .array();
        byte[] cursor = Arrays.copyOf(signed, SIGNED + CHECK);
        System.arraycopy(check(signed), 0, cursor, SIGNED, CHECK);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
    }

    /** The position of a cursor of this audience, empty for anything else. */
    OptionalLong read(Audience audience, String cursor) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException notBase64) {
            return OptionalLong.empty();
        }
        if (bytes.length != SIGNED + CHECK || bytes[0] != VERSION) {
            return OptionalLong.empty();
        }
        byte[] signed = Arrays.copyOf(bytes, SIGNED);
        byte[] check = Arrays.copyOfRange(bytes, SIGNED, bytes.length);
        byte[] tag = Arrays.copyOfRange(bytes, 1, 1 + TAG);
        long pos = ByteBuffer.wrap(bytes, 1 + TAG, Long.BYTES).getLong();
        boolean genuine = MessageDigest.isEqual(check, check(signed)) && MessageDigest.isEqual(tag, tag(audience));
        return genuine && pos >= 0 ? OptionalLong.of(pos) : OptionalLong.empty();
    }

    private byte[] tag(Audience audience) {
        return Arrays.copyOf(hmac(("audience/" + audience.id()).getBytes(StandardCharsets.UTF_8)), TAG);
    }

    private byte[] check(byte[] signed) {
        return Arrays.copyOf(hmac(signed), CHECK);
    }

    private byte[] hmac(byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("HmacSHA256 belongs to every JDK", impossible);
        }
    }
}
