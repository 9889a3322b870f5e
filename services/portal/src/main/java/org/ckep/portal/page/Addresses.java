package org.ckep.portal.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Addresses within the portal. */
public final class Addresses {
    private Addresses() {}

    /** The next page of a list with the same filters; filters are pairs of name and value, null values left out. */
    public static String next(String path, String cursor, @Nullable String... filters) {
        @Nullable String[] withCursor = Arrays.copyOf(filters, filters.length + 2);
        withCursor[filters.length] = "after";
        withCursor[filters.length + 1] = cursor;
        return filtered(path, withCursor);
    }

    /** A list with filters, pairs of name and value as the visitor wrote it, null values left out. */
    public static String filtered(String path, @Nullable String... filters) {
        StringBuilder address = new StringBuilder(path);
        char before = '?';
        for (int i = 0; i + 1 < filters.length; i += 2) {
            String value = filters[i + 1];
            if (value != null) {
                address.append(before)
                        .append(filters[i])
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
                before = '&';
            }
        }
        return address.toString();
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
