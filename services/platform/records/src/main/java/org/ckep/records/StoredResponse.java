package org.ckep.records;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer that is stored under an idempotency key.
 *
 * @param status HTTP status
 * @param headers headers that belong to the answer, without ETag and Content-Type
 * @param view the body, written as JSON
 */
public record StoredResponse(int status, Map<String, String> headers, Object view) {
    public StoredResponse {
        headers = Map.copyOf(new LinkedHashMap<>(headers));
    }

    /**
     * 201 with the view of what was created.
     *
     * @param path path of the new record below the service's root, such as {@code v1/projects/<uuid>}
     */
    public static StoredResponse created(String path, Object view) {
        return new StoredResponse(201, Map.of("Location", path), view);
    }

    /** 200 with a view. */
    public static StoredResponse ok(Object view) {
        return new StoredResponse(200, Map.of(), view);
    }
}
