package org.ckep.trade.sdmx;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An address below the root, taken apart before it is decoded: in SDMX {@code +} means "or" and never a blank, and dots
 * and commas are content.
 *
 * @param segments decoded parts of the path; one slash at the end is accepted
 * @param parameters decoded parameters in their order; empty values count as absent, of several the last one counts
 * @param repeated names of parameters that stand there more than once
 * @param names decoded names of all parameters, those without a value among them
 */
record RawUrl(List<String> segments, Map<String, String> parameters, Set<String> repeated, Set<String> names) {
    RawUrl {
        segments = List.copyOf(segments);
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        repeated = Set.copyOf(repeated);
        names = Set.copyOf(names);
    }

    /**
     * Takes a request line's target apart.
     *
     * @param target raw path and query
     * @param root the part of the path that stands before the resource, without a slash at its end
     */
    static RawUrl of(String target, String root) {
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        String query = question < 0 ? "" : target.substring(question + 1);
        int start = path.indexOf(root) + root.length();
        List<String> segments = new ArrayList<>();
        for (String segment : path.substring(start).split("/", -1)) {
            segments.add(decode(segment));
        }
        if (!segments.isEmpty() && segments.getFirst().isEmpty()) {
            segments.removeFirst();
        }
        if (!segments.isEmpty() && segments.getLast().isEmpty()) {
            segments.removeLast();
        }
        Set<String> repeated = new HashSet<>();
        return new RawUrl(segments, parameters(query, repeated), repeated, names(query));
    }

    private static Map<String, String> parameters(String query, Set<String> repeated) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && equals < pair.length() - 1) {
                String name = decode(pair.substring(0, equals));
                if (parameters.put(name, decode(pair.substring(equals + 1))) != null) {
                    repeated.add(name);
                }
            }
        }
        return parameters;
    }

    private static Set<String> names(String query) {
        Set<String> names = new HashSet<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            names.add(decode(equals < 0 ? pair : pair.substring(0, equals)));
        }
        return names;
    }

    /**
     * As it is, with the parameter {@code key} in the place of a key of the path, and those of what follows a key behind it:
     * {@code provider} in REST 1, then {@code componentId} where availability is asked for.
     *
     * @throws SdmxException where the path has a key too, or one of them stands there more than once
     */
    RawUrl withPostedParts(SdmxRoot root) {
        int place = root == SdmxRoot.V1 ? 2 : 5;
        if (segments.size() > place) {
            throw SdmxException.syntax("The address of a posted query ends before the key, which is the field 'key'.");
        }
        String all = root == SdmxRoot.V1 ? "all" : "*";
        List<String> fields = new ArrayList<>(List.of("key"));
        if (root == SdmxRoot.V1) {
            fields.add("provider");
        }
        if (!segment(0, "").toLowerCase(Locale.ROOT).equals("data")) {
            fields.add("componentId");
        }
        List<String> whole = new ArrayList<>(segments);
        for (int i = 0; i < fields.size(); i++) {
            if (repeated.contains(fields.get(i))) {
                throw SdmxException.syntax("The field '" + fields.get(i) + "' stands there more than once.");
            }
            String part = parameters.get(fields.get(i));
            if (part != null) {
                // Of the parts before it some may be left out, which then mean everything.
                while (whole.size() < place + i) {
                    whole.add(all);
                }
                whole.add(part);
            }
        }
        return new RawUrl(whole, parameters, repeated, names);
    }

    /** The value of a parameter, or null where it is absent or empty. */
    @Nullable
    String parameter(String name) {
        return parameters.get(name);
    }

    /** A part of the path, or the default where the path is shorter. */
    String segment(int index, String whenAbsent) {
        return index < segments.size() ? segments.get(index) : whenAbsent;
    }

    /** Replaces percent escapes and nothing else. */
    private static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                int high = i + 2 <= text.length() - 1 ? Character.digit(text.charAt(i + 1), 16) : -1;
                int low = i + 2 <= text.length() - 1 ? Character.digit(text.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    throw SdmxException.syntax("The address holds a broken percent escape.");
                }
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        try {
            String decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
            if (decoded.chars().anyMatch(Character::isISOControl)) {
                throw SdmxException.syntax("The address holds a control character.");
            }
            return decoded;
        } catch (CharacterCodingException notUtf8) {
            throw SdmxException.syntax("The percent escapes of the address are not UTF-8.");
        }
    }
}
