package org.ckep.kernel.field;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The class of every attribute of one kind of record, read from a file that people read too. Each line gives one
 * attribute, {@code totalInvestment SIDED evidence} or {@code title JOINT silence P14D}; what follows a {@code #} is a remark.
 *
 * <p>A record's test holds the attributes of its entity and of its view against {@link #unclassified}, so that an attribute
 * without a class fails the build.
 */
public final class FieldPolicy {
    private static final Pattern LINE =
            Pattern.compile("([a-z][A-Za-z0-9]*)\\s+([A-Z_]+)(\\s+evidence)?(?:\\s+silence\\s+(P[1-9]\\d*D))?");

    /**
     * What holds of an attribute.
     *
     * @param fieldClass who may change it
     * @param needsEvidence true where a change set of it names at least one source
     * @param silence how long the other side has to object before its silence is consent; null where silence never is
     */
    public record Rule(
            FieldClass fieldClass,
            boolean needsEvidence,
            @Nullable Duration silence) {
        /** True where a change set changes it: an agreed value, and what sources say where that names one. */
        boolean isAgreed() {
            return fieldClass.isAgreed() || needsEvidence;
        }
    }

    private final Map<String, Rule> rules;

    private FieldPolicy(Map<String, Rule> rules) {
        this.rules = Collections.unmodifiableMap(rules);
    }

    /**
     * Reads a policy.
     *
     * @param name of the file, for messages
     * @throws IllegalArgumentException where a line is not of the form above, names an unknown class, an attribute twice,
     *     asks for evidence where nothing is agreed and no source speaks, or lets silence agree to what is not agreed or needs evidence
     */
    public static FieldPolicy read(String name, Reader reader) {
        Map<String, Rule> rules = new LinkedHashMap<>();
        try (BufferedReader lines = new BufferedReader(reader)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String declaration = line.replaceFirst("#.*", "").strip();
                if (!declaration.isEmpty()) {
                    add(rules, declaration, name + " line " + number);
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read the field policy " + name, unreadable);
        }
        return new FieldPolicy(rules);
    }

    private static void add(Map<String, Rule> rules, String declaration, String where) {
        Matcher parts = LINE.matcher(declaration);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    where + ": expected 'attribute CLASS [evidence] [silence P14D]', got: " + declaration);
        }
        FieldClass fieldClass = FieldClass.valueOf(parts.group(2));
        boolean needsEvidence = parts.group(3) != null;
        if (needsEvidence && !fieldClass.isAgreed() && fieldClass != FieldClass.PUBLIC_CLAIM) {
            throw new IllegalArgumentException(
                    where + ": evidence belongs to agreed values and to what sources say, not to " + fieldClass);
        }
        Duration silence = parts.group(4) == null ? null : Duration.parse(parts.group(4));
        if (silence != null && (needsEvidence || !fieldClass.isAgreed())) {
            throw new IllegalArgumentException(
                    where + ": silence agrees to nothing that needs evidence, and to agreed values alone");
        }
        if (rules.put(parts.group(1), new Rule(fieldClass, needsEvidence, silence)) != null) {
            throw new IllegalArgumentException(where + ": " + parts.group(1) + " is declared twice");
        }
    }

    /** What holds of the attribute; empty where the record has none of that name. */
    public Optional<Rule> rule(String attribute) {
        return Optional.ofNullable(rules.get(attribute));
    }

    /** True where the record has a value of that name that both sides change together, by a change set. */
    public boolean isAgreed(String attribute) {
        return rule(attribute).filter(Rule::isAgreed).isPresent();
    }

    /**
     * How long the other side has to object to a change of these attributes before its silence is consent; the longest
     * period of any of them. Empty where one of them is not agreed to by silence, and where there is none.
     */
    public Optional<Duration> silence(Collection<String> changed) {
        Duration longest = null;
        for (String attribute : changed) {
            Duration period = rule(attribute).map(Rule::silence).orElse(null);
            if (period == null) {
                return Optional.empty();
            }
            longest = longest == null || period.compareTo(longest) > 0 ? period : longest;
        }
        return Optional.ofNullable(longest);
    }

    /** All attributes, in the order of the file. */
    public Set<String> attributes() {
        return rules.keySet();
    }

    /** The attributes of one class, in the order of the file. */
    public Set<String> attributes(FieldClass fieldClass) {
        Set<String> names = new LinkedHashSet<>();
        rules.forEach((name, rule) -> {
            if (rule.fieldClass() == fieldClass) {
                names.add(name);
            }
        });
        return names;
    }

    /** Those of these attributes that have no class. */
    public Set<String> unclassified(Collection<String> attributes) {
        Set<String> names = new LinkedHashSet<>(attributes);
        names.removeAll(rules.keySet());
        return names;
    }
}
