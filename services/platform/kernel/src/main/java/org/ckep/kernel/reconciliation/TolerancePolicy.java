package org.ckep.kernel.reconciliation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The tolerances that both sides agreed for the attributes of one kind of record, read from a file that people read too. It
 * begins with {@code version 1}; each further line gives one attribute, {@code totalInvestment percent=0.5 units=50000}, or
 * a part of one, {@code keyDates/APPROVED}, which then differs from the rest of it; what is left out is exact. What follows a
 * {@code #} is a remark.
 */
public final class TolerancePolicy {
    private static final Pattern VERSION = Pattern.compile("version\\s+([1-9]\\d*)");
    private static final Pattern LINE =
            Pattern.compile("([a-z][A-Za-z0-9]*(?:/[A-Za-z0-9_]+)*)((?:\\s+[a-z]+=\\d+(?:\\.\\d+)?)*)");
    private static final Pattern ALLOWANCE = Pattern.compile("([a-z]+)=(\\d+(?:\\.\\d+)?)");

    private final int version;
    private final Map<String, Tolerance> tolerances;

    private TolerancePolicy(int version, Map<String, Tolerance> tolerances) {
        this.version = version;
        this.tolerances = tolerances;
    }

    /**
     * Reads a policy.
     *
     * @param name of the file, for messages
     * @throws IllegalArgumentException where a line is not of the form above, names an attribute twice, or a part of one that
     *     has no line
     */
    public static TolerancePolicy read(String name, Reader reader) {
        int version = 0;
        Map<String, Tolerance> tolerances = new LinkedHashMap<>();
        try (BufferedReader lines = new BufferedReader(reader)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String declaration = line.replaceFirst("#.*", "").strip();
                if (declaration.isEmpty()) {
                    continue;
                }
                Matcher first = VERSION.matcher(declaration);
                Matcher attribute = LINE.matcher(declaration);
                if (version == 0 && first.matches()) {
                    version = Integer.parseInt(first.group(1));
                } else if (version == 0
                        || !attribute.matches()
                        || tolerances.put(attribute.group(1), tolerance(attribute.group(2))) != null) {
                    throw new IllegalArgumentException(name + ": " + declaration);
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read the tolerances " + name, unreadable);
        }
        for (String line : tolerances.keySet()) {
            if (!tolerances.containsKey(attribute(line))) {
                throw new IllegalArgumentException(name + ": " + line);
            }
        }
        return new TolerancePolicy(version, tolerances);
    }

    private static String attribute(String name) {
        int part = name.indexOf('/');
        return part < 0 ? name : name.substring(0, part);
    }

    private static Tolerance tolerance(String allowances) {
        int days = 0;
        BigDecimal percent = BigDecimal.ZERO;
        BigDecimal units = BigDecimal.ZERO;
        BigDecimal converted = BigDecimal.ZERO;
        BigDecimal points = BigDecimal.ZERO;
        Matcher allowance = ALLOWANCE.matcher(allowances);
        while (allowance.find()) {
            BigDecimal number = new BigDecimal(allowance.group(2));
            switch (allowance.group(1)) {
                case "days" -> days = number.intValueExact();
                case "percent" -> percent = number;
                case "units" -> units = number;
                case "converted" -> converted = number;
                case "points" -> points = number;
                default -> throw new IllegalArgumentException("no tolerance is called " + allowance.group(1));
            }
        }
        return new Tolerance(days, percent, units, converted, points);
    }

    /** The number of this version of the agreement. */
    public int version() {
        return version;
    }

    /** The attributes that are compared. */
    public Set<String> attributes() {
        return tolerances.keySet().stream()
                .filter(name -> name.indexOf('/') < 0)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * How far figures may lie apart.
     *
     * @param pair an attribute or a part of one, such as {@code keyDates/APPROVED/actual}; the longest name that the policy
     *     has of its beginning counts
     * @return EXACT for an attribute that it does not name
     */
    public Tolerance of(String pair) {
        for (String name = pair; !name.isEmpty(); name = name.substring(0, Math.max(0, name.lastIndexOf('/')))) {
            Tolerance tolerance = tolerances.get(name);
            if (tolerance != null) {
                return tolerance;
            }
        }
        return Tolerance.EXACT;
    }
}
