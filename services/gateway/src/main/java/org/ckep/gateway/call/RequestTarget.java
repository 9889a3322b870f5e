package org.ckep.gateway.call;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Checks path and query exactly as sent. The gateway never rewrites them, so it refuses every spelling that two parties
 * could read as different paths; what is left is unambiguous and is passed on untouched.
 */
public final class RequestTarget {
    private static final String UNSAFE = "\\\"<>{}|^`";
    /** Brackets stand unencoded in the queries of SDMX clients ({@code c[TIME_PERIOD]}), never in a path. */
    private static final String PATH_UNSAFE = UNSAFE + "[]";

    /** Why a request target is refused, in the words of the problem's detail. */
    public enum Fault {
        /** Not a path: an absolute address, an asterisk, or a fragment. */
        FORM,
        /** A character that may not stand in an address unencoded. */
        CHARACTER,
        /** A percent sign without two hexadecimal digits. */
        ENCODING,
        /** An encoded slash, backslash, semicolon, dot or control character. */
        ENCODED_DELIMITER,
        /** A segment of one or two dots. */
        DOT_SEGMENT,
        /** Two slashes in a row. */
        EMPTY_SEGMENT,
        /** A semicolon, which some servers cut off. */
        MATRIX_PARAMETER,
        /** An encoded character in the first segment, by which calls are routed. */
        ENCODED_PREFIX;

        /** The last part of the key of the sentence that explains the fault. */
        public String messageKey() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private RequestTarget() {}

    /** Why the target of a request line is refused; null if it is not. */
    public static @Nullable Fault faultOf(String uri) {
        if (!uri.startsWith("/") || uri.indexOf('#') >= 0) {
            return Fault.FORM;
        }
        String path = pathOf(uri);
        Fault fault = pathFault(path);
        return fault == null ? queryFault(uri.substring(path.length())) : fault;
    }

    /** What stands before the query, whether it can be accepted or not. */
    public static String pathOf(String uri) {
        int question = uri.indexOf('?');
        return question < 0 ? uri : uri.substring(0, question);
    }

    private static @Nullable Fault pathFault(String path) {
        if (hasAny(path, PATH_UNSAFE)) {
            return Fault.CHARACTER;
        }
        Fault fault = encodingFault(path);
        return fault == null ? segmentFault(path) : fault;
    }

    /** The fault of a query with its question mark, or of the empty text where there is none. */
    private static @Nullable Fault queryFault(String query) {
        if (hasAny(query, UNSAFE)) {
            return Fault.CHARACTER;
        }
        for (int percent = query.indexOf('%'); percent >= 0; percent = query.indexOf('%', percent + 1)) {
            if (encoded(query, percent) < 0) {
                return Fault.ENCODING;
            }
        }
        return null;
    }

    private static boolean hasAny(String text, String unsafe) {
        return text.chars().anyMatch(c -> c <= ' ' || c >= 0x7f || unsafe.indexOf(c) >= 0);
    }

    private static @Nullable Fault encodingFault(String path) {
        int prefixEnd = path.indexOf('/', 1);
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == ';') {
                return Fault.MATRIX_PARAMETER;
            }
            if (c != '%') {
                continue;
            }
            int value = encoded(path, i);
            if (value < 0) {
                return Fault.ENCODING;
            }
            if (value == '/' || value == '\\' || value == ';' || value == '.' || value < ' ' || value == 0x7f) {
                return Fault.ENCODED_DELIMITER;
            }
            if (prefixEnd < 0 || i < prefixEnd) {
                return Fault.ENCODED_PREFIX;
            }
        }
        return null;
    }

    private static @Nullable Fault segmentFault(String path) {
        int start = 1;
        while (start <= path.length()) {
            int end = path.indexOf('/', start);
            if (end < 0) {
                end = path.length();
            }
            String segment = path.substring(start, end);
            // A leading or trailing dot of an SDMX key is data; only these two are removed by clients and proxies.
            if (segment.equals(".") || segment.equals("..")) {
                return Fault.DOT_SEGMENT;
            }
            if (segment.isEmpty() && end < path.length()) {
                return Fault.EMPTY_SEGMENT;
            }
            start = end + 1;
        }
        return null;
    }

    /** The byte that a percent sign and two digits stand for, -1 if the digits are not there. */
    private static int encoded(String text, int percent) {
        int high = hex(text, percent + 1);
        int low = hex(text, percent + 2);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    private static int hex(String text, int index) {
        return index < text.length() ? Character.digit(text.charAt(index), 16) : -1;
    }
}
