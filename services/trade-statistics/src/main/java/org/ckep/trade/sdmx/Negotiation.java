package org.ckep.trade.sdmx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ckep.trade.sdmx.SdmxFormat.Resource;
import org.jspecify.annotations.Nullable;

/** Chooses the format of an answer: the parameter {@code format} before the header {@code Accept}. */
final class Negotiation {
    /**
     * The format of an answer.
     *
     * @param labels true where CSV gives each code with its name
     */
    record Chosen(SdmxFormat format, boolean labels) {
        /** The media type as the answer states it. */
        String contentType() {
            return labels ? format.mediaType() + ";labels=both" : format.mediaType();
        }
    }

    private record Range(String type, Map<String, String> parameters, double weight) {}

    private Negotiation() {}

    /**
     * The format that the caller wants most.
     *
     * @param accept value of the header, null where absent
     * @param formatParameter value of the parameter {@code format}, null where absent
     * @throws SdmxException with NOT_ACCEPTABLE, listing what is offered
     */
    static Chosen choose(Resource resource, @Nullable String accept, @Nullable String formatParameter) {
        if (formatParameter != null) {
            return byParameter(resource, formatParameter).orElseThrow(() -> notAcceptable(resource));
        }
        if (accept == null || accept.isBlank()) {
            return new Chosen(resource.standard(), false);
        }
        return ranges(accept).stream()
                .map(range -> match(resource, range))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> notAcceptable(resource));
    }

    private static Optional<Chosen> byParameter(Resource resource, String format) {
        Optional<Chosen> chosen =
                switch (format.toLowerCase(Locale.ROOT)) {
                    case "genericdata" -> Optional.of(new Chosen(SdmxFormat.GENERIC_DATA, false));
                    case "structurespecificdata" -> Optional.of(new Chosen(SdmxFormat.STRUCTURE_SPECIFIC_DATA, false));
                    case "csvdata" -> Optional.of(new Chosen(SdmxFormat.CSV, false));
                    case "csvfilewithlabels" -> Optional.of(new Chosen(SdmxFormat.CSV, true));
                    case "structure" -> Optional.of(new Chosen(SdmxFormat.STRUCTURE, false));
                    case "sdmx-2.1" -> Optional.of(new Chosen(resource.standard(), false));
                    default -> Optional.empty();
                };
        return chosen.filter(answer -> answer.format().resource() == resource);
    }

    private static Optional<Chosen> match(Resource resource, Range range) {
        switch (range.type()) {
            case "*/*", "application/*", "application/xml" -> {
                return Optional.of(new Chosen(resource.standard(), false));
            }
            case "text/csv", "text/*" -> {
                return resource == Resource.DATA ? csv(range) : Optional.empty();
            }
            default -> {}
        }
        return Arrays.stream(SdmxFormat.values())
                .filter(format -> format.resource() == resource)
                .filter(format -> format.bareType().equals(range.type()))
                .filter(format -> isVersion(format, range.parameters().get("version")))
                .findFirst()
                .flatMap(format -> format == SdmxFormat.CSV ? csv(range) : Optional.of(new Chosen(format, false)));
    }

    /** The whole version, or its beginning: clients ask for 1.0 where the standard says 1.0.0. */
    private static boolean isVersion(SdmxFormat format, @Nullable String asked) {
        return asked == null
                || format.version().equals(asked)
                || format.version().startsWith(asked + ".");
    }

    private static Optional<Chosen> csv(Range range) {
        String labels = range.parameters().getOrDefault("labels", "id");
        String timeFormat = range.parameters().getOrDefault("timeformat", "original");
        // One dataflow has one frequency, so its periods are the same in the normalised form.
        boolean knownTimeFormat = timeFormat.equals("original") || timeFormat.equals("normalized");
        boolean knownLabels = labels.equals("id") || labels.equals("both");
        return knownTimeFormat && knownLabels
                ? Optional.of(new Chosen(SdmxFormat.CSV, labels.equals("both")))
                : Optional.empty();
    }

    private static List<Range> ranges(String accept) {
        List<Range> ranges = new ArrayList<>();
        for (String part : accept.split(",", -1)) {
            String[] pieces = part.split(";", -1);
            Map<String, String> parameters = new LinkedHashMap<>();
            for (int i = 1; i < pieces.length; i++) {
                int equals = pieces[i].indexOf('=');
                if (equals > 0) {
                    parameters.put(
                            pieces[i].substring(0, equals).strip().toLowerCase(Locale.ROOT),
                            unquoted(pieces[i].substring(equals + 1).strip()));
                }
            }
            double weight = weight(parameters.get("q"));
            if (weight > 0) {
                ranges.add(new Range(pieces[0].strip().toLowerCase(Locale.ROOT), parameters, weight));
            }
        }
        // Stable: of equal weights the one named first wins.
        ranges.sort(Comparator.comparingDouble(Range::weight).reversed());
        return ranges;
    }

    private static double weight(@Nullable String q) {
        if (q == null) {
            return 1;
        }
        try {
            return Double.parseDouble(q);
        } catch (NumberFormatException unreadable) {
            return 1;
        }
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    private static SdmxException notAcceptable(Resource resource) {
        String offered = Arrays.stream(SdmxFormat.values())
                .filter(format -> format.resource() == resource)
                .map(SdmxFormat::mediaType)
                .collect(Collectors.joining(", "));
        return new SdmxException(
                SdmxError.NOT_ACCEPTABLE, "None of the formats asked for is offered here. Offered: " + offered + ".");
    }
}
