package org.ckep.portal.page;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.core.UriBuilder;
import org.jspecify.annotations.Nullable;

/** Addresses within the portal. */
public final class Addresses {
    private Addresses() {}

    /** The next page of a list with the same filters; filters are pairs of name and value, null values left out. */
    public static String next(String path, String cursor, @Nullable String... filters) {
        UriBuilder address = UriBuilder.fromPath(path);
        for (int i = 0; i + 1 < filters.length; i += 2) {
            if (filters[i + 1] != null) {
                address.queryParam(filters[i], filters[i + 1]);
            }
        }
        return address.queryParam("after", cursor).build().toString();
    }

    /** The page of a record: under its list by the last part of its URN. */
    public static String ofRecord(String list, JsonNode record) {
        return list + id(record.path("urn").asText(""));
    }

    /** The last part of a URN. */
    public static String id(String urn) {
        return urn.substring(urn.lastIndexOf(':') + 1);
    }
}
