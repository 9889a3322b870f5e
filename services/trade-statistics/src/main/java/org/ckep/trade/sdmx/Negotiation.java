package org.ckep.trade.sdmx;

import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ckep.trade.sdmx.SdmxFormat.Resource;
import org.ckep.trade.sdmx.SdmxFormat.Syntax;
import org.jspecify.annotations.Nullable;

/** Chooses the format of an answer: the parameters {@code format} and {@code formatVersion} before the header Accept. */
final class Negotiation {
    /** The format of an answer; the options are those of CSV. */
    record Chosen(SdmxFormat format, CsvOptions options) {
        /** The media type as the answer states it. */
        String contentType() {
            return format.mediaType() + options.suffix();
        }
    }

    /**
     * How an error is told.
     *
     * @param xml version of SDMX-ML, null where it is told in JSON
     */
    record ErrorForm(@Nullable MlVersion xml) {
        static final ErrorForm JSON = new ErrorForm(null);

        String mediaType() {
            return xml == null ? MediaType.APPLICATION_JSON : MediaType.APPLICATION_XML;
        }
    }

    private static final Pattern VERSION = Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4})\\.([0-9]{1,4})");
    private static final Pattern RANGE =
            Pattern.compile("([0-9]{1,4})(\\+?)\\.([0-9]{1,4})(\\+?)\\.([0-9]{1,4})(\\+?)");

    /** Values of the parameter format that ask for XML. */
    private static final Set<String> XML_WORDS = Set.of(
            "genericdata",
            "structurespecificdata",
            "generictimeseriesdata",
            "structurespecifictimeseriesdata",
            "structure",
            "schema",
            "sdmx-2.1");

    private record Range(String type, Map<String, String> parameters, double weight) {}

    private final Resource resource;
    private final SdmxRoot root;

    private Negotiation(Resource resource, SdmxRoot root) {
        this.resource = resource;
        this.root = root;
    }

    /**
     * The format that the caller wants most.
     *
     * @param accept value of the header, null where absent
     * @throws SdmxException with NOT_ACCEPTABLE, listing what is offered
     */
    static Chosen choose(Resource resource, SdmxRoot root, @Nullable String accept, RawUrl url) {
        Negotiation negotiation = new Negotiation(resource, root);
        String format = url.parameter("format");
        if (format != null) {
            return negotiation
                    .byParameter(format.toLowerCase(Locale.ROOT), url.parameter("formatVersion"))
                    .orElseThrow(negotiation::notAcceptable);
        }
        if (accept == null || accept.isBlank()) {
            return plain(resource.standard(root));
        }
        return ranges(accept).stream()
                .map(negotiation::match)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(negotiation::notAcceptable);
    }

    /**
     * How an error is told: in the syntax of what was asked for, of the parameter before the header, and in that of the
     * root where neither names one.
     *
     * @param format value of the parameter, null where absent
     * @param formatVersion value of the parameter, null where absent
     * @param accept value of the header, null where absent
     */
    static ErrorForm errorForm(
            SdmxRoot root, @Nullable String format, @Nullable String formatVersion, @Nullable String accept) {
        ErrorForm standard = root == SdmxRoot.V2 ? ErrorForm.JSON : new ErrorForm(MlVersion.ML_2_1);
        String asked = format == null ? "" : format.toLowerCase(Locale.ROOT);
        if (asked.startsWith("json")) {
            return ErrorForm.JSON;
        }
        if (XML_WORDS.contains(asked)) {
            return asked.equals("sdmx-2.1")
                    ? new ErrorForm(MlVersion.ML_2_1)
                    : inXml(root, SdmxFormat.PREFIX + asked + "+xml", formatVersion);
        }
        for (Range range : ranges(accept == null ? "" : accept)) {
            if (range.type().equals("*/*") || range.type().equals("application/*")) {
                return standard;
            }
            if (range.type().contains("json")) {
                return ErrorForm.JSON;
            }
            if (range.type().contains("xml")) {
                return inXml(root, range.type(), range.parameters().get("version"));
            }
        }
        return standard;
    }

    /** In the version of the format that is asked for, or where none of that format is, in that of its time. */
    private static ErrorForm inXml(SdmxRoot root, String type, @Nullable String version) {
        List<SdmxFormat> formats = Arrays.stream(SdmxFormat.values())
                .filter(format -> format.bareType().equals(type))
                .toList();
        boolean ofRoot = formats.isEmpty() || formats.stream().anyMatch(format -> format.family() == root);
        SdmxRoot family = ofRoot ? root : formats.getFirst().family();
        return new ErrorForm(Optional.ofNullable(version)
                .flatMap(asked -> new Negotiation(Resource.STRUCTURE, root).newest(formats.stream(), asked))
                .map(SdmxFormat::ml)
                .orElse(family == SdmxRoot.V1 ? MlVersion.ML_2_1 : MlVersion.ML_3_0));
    }

    private static Chosen plain(SdmxFormat format) {
        return new Chosen(format, CsvOptions.PLAIN);
    }

    private Optional<Chosen> byParameter(String format, @Nullable String version) {
        switch (format) {
            // Existing readers append exactly this and expect the layout of version 2.0.
            case "jsondata" -> {
                return version == null ? newest("data+json", "2.0.0") : newest("data+json", version);
            }
            case "csvdata" -> {
                return newest("data+csv", version);
            }
            case "csvfilewithlabels" -> {
                return newest("data+csv", version)
                        .map(chosen -> new Chosen(
                                chosen.format(), new CsvOptions(CsvOptions.Labels.BOTH, CsvOptions.Keys.NONE, false)));
            }
            case "jsonstructure" -> {
                return newest("structure+json", version);
            }
            case "sdmx-2.1" -> {
                return Optional.of(plain(resource.standard(SdmxRoot.V1)));
            }
            default -> {
                return XML_WORDS.contains(format) ? newest(format + "+xml", version) : Optional.empty();
            }
        }
    }

    private Optional<Chosen> newest(String subtype, @Nullable String version) {
        return newest(offered().filter(format -> format.bareType().equals(SdmxFormat.PREFIX + subtype)), version)
                .map(Negotiation::plain);
    }

    private Optional<Chosen> match(Range range) {
        switch (range.type()) {
            case "*/*", "application/*" -> {
                return Optional.of(plain(resource.standard(root)));
            }
            case "application/xml", "text/xml" -> {
                return ofSyntax(Syntax.XML);
            }
            case "application/json" -> {
                return ofSyntax(Syntax.JSON);
            }
            case "text/csv" -> {
                return ofSyntax(Syntax.CSV);
            }
            default -> {
                String version = range.parameters().get("version");
                return newest(offered().filter(format -> format.bareType().equals(range.type())), version)
                        .flatMap(format -> withOptions(format, range.parameters()));
            }
        }
    }

    private static Optional<Chosen> withOptions(SdmxFormat format, Map<String, String> parameters) {
        return format.syntax() == Syntax.CSV
                ? CsvOptions.of(parameters, format).map(options -> new Chosen(format, options))
                : Optional.of(plain(format));
    }

    /** The standard format where it has that syntax, else the newest of the root's family. */
    private Optional<Chosen> ofSyntax(Syntax syntax) {
        SdmxFormat standard = resource.standard(root);
        return standard.syntax() == syntax
                ? Optional.of(plain(standard))
                : newest(offered().filter(format -> format.resource() == resource && format.syntax() == syntax), null)
                        .map(Negotiation::plain);
    }

    /** Of some formats the one of that version, or the newest of the root's own family where none is named. */
    private Optional<SdmxFormat> newest(Stream<SdmxFormat> formats, @Nullable String version) {
        List<SdmxFormat> candidates = new ArrayList<>(formats.toList());
        candidates.sort(Comparator.comparing(SdmxFormat::version).reversed());
        if (version == null) {
            return candidates.stream()
                    .filter(format -> format.family() == root)
                    .findFirst()
                    .or(() -> candidates.stream().findFirst());
        }
        Predicate<SdmxFormat> matches =
                version.contains("+") ? format -> isInRange(format, version) : format -> format.isOfVersion(version);
        return candidates.stream().filter(matches).findFirst();
    }

    /**
     * A range of three-part versions, as in addresses: what stands before the number with the plus stays, so {@code 2.0.0+}
     * is the newest 2.0.z, {@code 2.0+.0} the newest 2.y.z and {@code 2+.0.0} the newest of all from there on.
     */
    private static boolean isInRange(SdmxFormat format, String range) {
        Matcher lowest = RANGE.matcher(range);
        Matcher own = VERSION.matcher(format.version());
        if (!lowest.matches() || !own.matches() || range.indexOf('+') != range.lastIndexOf('+')) {
            return false;
        }
        boolean varies = false;
        for (int place = 1; place <= 3; place++) {
            varies = varies || !lowest.group(2 * place).isEmpty();
            int compared =
                    Integer.compare(Integer.parseInt(own.group(place)), Integer.parseInt(lowest.group(2 * place - 1)));
            if (compared != 0) {
                return varies && compared > 0;
            }
        }
        return true;
    }

    private Stream<SdmxFormat> offered() {
        return Arrays.stream(SdmxFormat.values()).filter(resource::isOffered);
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

    private SdmxException notAcceptable() {
        String types = offered().map(SdmxFormat::mediaType).collect(Collectors.joining(", "));
        return new SdmxException(
                SdmxError.NOT_ACCEPTABLE, "None of the formats asked for is offered here. Offered: " + types + ".");
    }
}
