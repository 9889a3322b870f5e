package org.ckep.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Strong validators of views. They are derived from the bytes that the viewer gets, never from a version number, which
 * would tell that something hidden has changed.
 */
@ApplicationScoped
public class EntityTags {
    private static final int LENGTH = 27;

    private final ObjectMapper json;

    EntityTags(ObjectMapper json) {
        this.json = json;
    }

    /** The tag of a view, in quotation marks as it stands in {@code ETag}. */
    public String of(Object view) {
        return ofBytes(bytes(view));
    }

    /** The tag of an answer that was written already. */
    public static String ofBytes(byte[] body) {
        String digest = Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(body));
        return '"' + digest.substring(0, LENGTH) + '"';
    }

    /** The bytes that a view is answered with. */
    public byte[] bytes(Object view) {
        try {
            return json.writeValueAsBytes(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view cannot be written as JSON", e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
