package org.ckep.trade.ingest;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.ckep.trade.observation.Frequency;
import org.jspecify.annotations.Nullable;

/**
 * The dataflow that a file of SDMX-CSV writes to, which its rows name by itself, by its structure or by an agreement to
 * provide it.
 *
 * @param reference of the dataflow, {@code CKEP:DF_BTS_COMTRADE_A(1.0.0)}
 * @param source code of CL_SOURCE
 * @param agreements whose figures each agreement is about, by its reference; an empty text for those of every reporter
 */
record SdmxTarget(String reference, String source, Frequency frequency, Map<String, String> agreements) {
    private static final String STRUCTURE = "CKEP:DSD_BTS(1.0.0)";

    SdmxTarget {
        agreements = Map.copyOf(agreements);
    }

    /** The same with one agreement more. */
    SdmxTarget with(String agreement, @Nullable String reporter) {
        Map<String, String> more = new HashMap<>(agreements);
        more.put(agreement, reporter == null ? "" : reporter);
        return new SdmxTarget(reference, source, frequency, more);
    }

    /**
     * Whether a row is about this dataflow; its frequency is looked at apart.
     *
     * @param kind what the row names, one of the words of SDMX-CSV; null where the format knows dataflows alone
     */
    boolean isNamedBy(@Nullable String kind, @Nullable String id) {
        if (id == null) {
            return false;
        }
        return switch (kind == null ? "dataflow" : kind.toLowerCase(Locale.ROOT)) {
            case "dataflow" -> id.equals(reference);
            case "datastructure" -> id.equals(STRUCTURE);
            case "dataprovision" -> agreements.containsKey(id);
            default -> false;
        };
    }

    /** The reporter of which alone a row may speak that names an agreement, null where it may speak of any. */
    @Nullable
    String reporterOf(@Nullable String kind, @Nullable String id) {
        if (kind == null || id == null || !kind.toLowerCase(Locale.ROOT).equals("dataprovision")) {
            return null;
        }
        String reporter = agreements.get(id);
        return reporter == null || reporter.isEmpty() ? null : reporter;
    }
}
