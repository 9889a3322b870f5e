package org.ckep.trade.sdmx;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which versions are asked for: one by its number, or by an operator the latest stable ({@code +}), the latest of any
 * kind ({@code ~}) or all ({@code *}).
 */
final class VersionPattern {
    private static final Pattern EXACT =
            Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9}){0,2}|[0-9]{1,9}(\\.[0-9]{1,9}){2}-[A-Za-z0-9.-]{1,30}");
    private static final Pattern PART = Pattern.compile("([0-9]{0,9})([+~*]?)");

    static final VersionPattern ALL = new VersionPattern('*', "*", 0, List.of());

    /** The latest version that is no draft, as SDMX 2.1 understands it. */
    static final VersionPattern LATEST = new VersionPattern('n', "latest", 0, List.of());

    /** An operator, a blank for a version named exactly, or n for the latest number. */
    private final char operator;

    private final String text;
    private final int place;
    private final List<Integer> numbers;

    private VersionPattern(char operator, String text, int place, List<Integer> numbers) {
        this.operator = operator;
        this.text = text;
        this.place = place;
        this.numbers = List.copyOf(numbers);
    }

    /** A version named exactly. */
    static VersionPattern exact(String version) {
        return new VersionPattern(' ', version, 0, List.of());
    }

    /**
     * Reads one version of an address of REST 2.
     *
     * @throws SdmxException where the form is none of the standard's
     */
    static VersionPattern of(String text) {
        if (EXACT.matcher(text).matches()) {
            return exact(text);
        }
        char operator = ' ';
        int place = 0;
        boolean bare = false;
        List<Integer> numbers = new ArrayList<>();
        String[] parts = text.split("\\.", -1);
        for (int i = 0; i < parts.length; i++) {
            Matcher part = PART.matcher(parts[i]);
            boolean wrong = !part.matches()
                    || parts[i].isEmpty()
                    || !part.group(2).isEmpty() && operator != ' '
                    || bare && !part.group(1).equals("0");
            if (wrong) {
                throw refused(text);
            }
            if (!part.group(2).isEmpty()) {
                operator = part.group(2).charAt(0);
                place = i;
                bare = part.group(1).isEmpty();
            }
            numbers.add(part.group(1).isEmpty() ? 0 : Integer.parseInt(part.group(1)));
        }
        boolean alone = parts.length == 1;
        boolean wrongLength = parts.length > 3 || alone && !bare || operator == '+' && parts.length == 2;
        if (operator == ' ' || wrongLength) {
            throw refused(text);
        }
        return new VersionPattern(operator, text, place, alone ? List.of() : numbers);
    }

    private static SdmxException refused(String text) {
        return SdmxException.syntax("'" + SdmxException.shorten(text)
                + "' is no version: expected are forms such as 1.0.0, 1.0, +, ~, *, 1.0+.0, 1.~ or 1.2.*.");
    }

    /** Whether a version is one of those that the pattern speaks of. */
    boolean matches(String version) {
        if (operator == ' ') {
            return version.equals(text);
        }
        boolean extended = version.indexOf('-') >= 0;
        List<Integer> candidate = parts(version);
        if (operator == '+' && (candidate.size() != 3 || candidate.getFirst() == 0 || extended)) {
            return false;
        }
        if (numbers.isEmpty()) {
            return operator != 'n' || !extended;
        }
        if (candidate.size() != numbers.size()) {
            return false;
        }
        for (int i = 0; i < place; i++) {
            if (!candidate.get(i).equals(numbers.get(i))) {
                return false;
            }
        }
        for (int i = place; i < numbers.size(); i++) {
            int difference = candidate.get(i).compareTo(numbers.get(i));
            if (difference != 0) {
                return difference > 0;
            }
        }
        return true;
    }

    /** Of the versions of one artefact those that are meant: all that match, or the latest of them. */
    List<String> among(Collection<String> versions) {
        List<String> matching =
                versions.stream().filter(this::matches).sorted(ORDER).toList();
        return operator == '*' || matching.isEmpty() ? matching : List.of(matching.getLast());
    }

    /** Of all artefacts the versions that are meant: of each artefact those of some pattern. */
    static Set<StructureRef> meant(Collection<StructureRef> all, List<VersionPattern> patterns) {
        Map<StructureRef, Set<String>> versionsOf = new HashMap<>();
        all.forEach(ref -> versionsOf
                .computeIfAbsent(withoutVersion(ref), unversioned -> new HashSet<>())
                .add(ref.version()));
        versionsOf.replaceAll((ref, existing) -> {
            Set<String> meant = new HashSet<>();
            patterns.forEach(pattern -> meant.addAll(pattern.among(existing)));
            return meant;
        });
        Set<StructureRef> meant = new LinkedHashSet<>();
        all.stream()
                .filter(ref ->
                        versionsOf.getOrDefault(withoutVersion(ref), Set.of()).contains(ref.version()))
                .forEach(meant::add);
        return meant;
    }

    private static StructureRef withoutVersion(StructureRef ref) {
        return new StructureRef(ref.type(), ref.agency(), ref.id(), "");
    }

    /** Numbers compare as numbers, and an extension comes before its release. */
    static final Comparator<String> ORDER = (one, other) -> {
        List<Integer> a = parts(one);
        List<Integer> b = parts(other);
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            int difference = a.get(i).compareTo(b.get(i));
            if (difference != 0) {
                return difference;
            }
        }
        if (a.size() != b.size()) {
            return a.size() - b.size();
        }
        boolean extended = one.indexOf('-') >= 0;
        boolean otherExtended = other.indexOf('-') >= 0;
        return extended == otherExtended ? one.compareTo(other) : extended ? -1 : 1;
    };

    private static List<Integer> parts(String version) {
        int extension = version.indexOf('-');
        String numbers = extension < 0 ? version : version.substring(0, extension);
        List<Integer> parts = new ArrayList<>();
        for (String part : numbers.split("\\.", -1)) {
            parts.add(Integer.parseInt(part));
        }
        return parts;
    }

    @Override
    public String toString() {
        return text;
    }
}
