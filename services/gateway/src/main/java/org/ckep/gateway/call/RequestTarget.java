package org.ckep.gateway.call;

import org.jspecify.annotations.Nullable;

/**
 * Path and query exactly as sent. The gateway never rewrites them, so it refuses every spelling that two parties could
 * read as different paths; what is left is unambiguous and is passed on untouched.
 *
 * @param path starts with a slash
 * @param query without the question mark, null if there is none
 */
public record RequestTarget(String path, @Nullable String query) {

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
        ENCODED_PREFIX
    }

    /** What reading a request line gives. */
    public sealed interface Reading {
        record Accepted(RequestTarget target) implements Reading {}

        record Refused(Fault fault) implements Reading {}
    }

    /** Reads the target of a request line. */
    public static Reading read(String uri) {
        if (!uri.startsWith("/")) {
            return new Reading.Refused(Fault.FORM);
        }
        for (int i = 0; i < uri.length(); i++) {
            char c = uri.charAt(i);
            if (c == '#') {
                return new Reading.Refused(Fault.FORM);
            }
            if (c <= ' ' || c >= 0x7f || c == '\\' || c == '"' || c == '<' || c == '>') {
                return new Reading.Refused(Fault.CHARACTER);
            }
        }
        int question = uri.indexOf('?');
        String path = question < 0 ? uri : uri.substring(0, question);
        Fault fault = faultOf(path);
        return fault == null
                ? new Reading.Accepted(new RequestTarget(path, question < 0 ? null : uri.substring(question + 1)))
                : new Reading.Refused(fault);
    }

    private static @Nullable Fault faultOf(String path) {
        Fault fault = characterFault(path);
        return fault == null ? segmentFault(path) : fault;
    }

    private static @Nullable Fault characterFault(String path) {
        int prefixEnd = path.indexOf('/', 1);
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == ';') {
                return Fault.MATRIX_PARAMETER;
            }
            if (c != '%') {
                continue;
            }
            int value = hex(path, i + 1) < 0 || hex(path, i + 2) < 0 ? -1 : hex(path, i + 1) * 16 + hex(path, i + 2);
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

    private static int hex(String text, int index) {
        return index < text.length() ? Character.digit(text.charAt(index), 16) : -1;
    }
}
