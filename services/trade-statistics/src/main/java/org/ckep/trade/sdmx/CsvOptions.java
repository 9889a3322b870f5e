package org.ckep.trade.sdmx;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How CSV is to look.
 *
 * @param normalized true where the caller asked for normalised periods; a dataflow has one frequency, so they look the same
 */
record CsvOptions(Labels labels, Keys keys, boolean normalized) {
    /** How codes are called. */
    enum Labels {
        ID,
        /** A column of its own for the name. */
        NAME,
        BOTH
    }

    /** Which keys stand in columns of their own. */
    enum Keys {
        NONE,
        OBS,
        SERIES,
        BOTH;

        boolean ofSeries() {
            return this == SERIES || this == BOTH;
        }

        boolean ofObservation() {
            return this == OBS || this == BOTH;
        }
    }

    static final CsvOptions PLAIN = new CsvOptions(Labels.ID, Keys.NONE, false);

    /** Reads the parameters of a media type; empty where one of them has a value that the format does not know. */
    static Optional<CsvOptions> of(Map<String, String> parameters, SdmxFormat format) {
        boolean first = format == SdmxFormat.CSV_1_0;
        Optional<Labels> labels = constant(Labels.class, parameters.getOrDefault("labels", "id"))
                .filter(value -> !first || value != Labels.NAME);
        Optional<Keys> keys = constant(Keys.class, parameters.getOrDefault("keys", "none"))
                .filter(value -> !first || value == Keys.NONE);
        String timeFormat = parameters.getOrDefault("timeformat", "original");
        boolean known = timeFormat.equals("original") || timeFormat.equals("normalized");
        return labels.isPresent() && keys.isPresent() && known
                ? Optional.of(new CsvOptions(labels.get(), keys.get(), timeFormat.equals("normalized")))
                : Optional.empty();
    }

    private static <E extends Enum<E>> Optional<E> constant(Class<E> type, String text) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
                return Optional.of(constant);
            }
        }
        return Optional.empty();
    }

    /** What the media type says of it. */
    String suffix() {
        String suffix = labels == Labels.ID ? "" : ";labels=" + labels.name().toLowerCase(Locale.ROOT);
        suffix += normalized ? ";timeFormat=normalized" : "";
        return keys == Keys.NONE ? suffix : suffix + ";keys=" + keys.name().toLowerCase(Locale.ROOT);
    }
}
