package org.ckep.trade.sdmx;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.ckep.trade.sdmx.DataTarget.Usage;

/** Finds the dataflows that a context of an address means: a dataflow, a data structure or a provision agreement. */
final class ContextReader {
    private ContextReader() {}

    /** The contexts that match; each with everything of it selected. */
    static List<DataTarget> matching(
            Offerings offerings, String context, Set<String> agencies, Set<String> ids, List<VersionPattern> versions) {
        List<DataTarget> named = new ArrayList<>();
        for (Dataflow flow : offerings.all()) {
            named.addAll(candidates(offerings, context, flow));
        }
        if (context.toLowerCase(Locale.ROOT).equals("datastructure")) {
            offerings.unused().forEach(flow -> named.addAll(candidates(offerings, context, flow)));
        }
        named.removeIf(candidate ->
                !agencies.isEmpty() && !agencies.contains(candidate.ref().agency())
                        || !ids.isEmpty() && !ids.contains(candidate.ref().id()));
        Set<StructureRef> meant =
                VersionPattern.meant(named.stream().map(DataTarget::ref).toList(), versions);
        named.removeIf(candidate -> !meant.contains(candidate.ref()));
        return named;
    }

    /** The context of a schema query, which names one artefact. */
    static DataTarget one(
            Offerings offerings, String context, String agency, String id, List<VersionPattern> versions) {
        return matching(offerings, context, Set.of(agency), Set.of(id), versions).stream()
                .findFirst()
                .orElseThrow(() -> notFound(context, agency, id));
    }

    static SdmxException notFound(String context, String agency, String id) {
        return SdmxException.noResults("There is no " + context.toLowerCase(Locale.ROOT) + " '"
                + SdmxException.shorten(agency) + ":" + SdmxException.shorten(id) + "' in that version.");
    }

    private static List<DataTarget> candidates(Offerings offerings, String context, Dataflow flow) {
        Selection all = Selection.all(flow.structure());
        return switch (context.toLowerCase(Locale.ROOT)) {
            case "*", "dataflow" -> List.of(new DataTarget(flow, Usage.DATAFLOW, null, all));
            case "datastructure" -> List.of(new DataTarget(flow, Usage.DATA_STRUCTURE, null, all));
            case "provisionagreement" ->
                offerings.agreements(flow).stream()
                        .map(agreement -> new DataTarget(
                                flow,
                                Usage.PROVISION_AGREEMENT,
                                agreement,
                                agreement.reporter() == null
                                        ? all
                                        : all.ofReporter(flow.structure(), agreement.reporter())))
                        .toList();
            case "metadatastructure", "metadataflow", "metadataprovisionagreement" ->
                throw SdmxException.notImplemented("Reference metadata are not offered.");
            default ->
                throw SdmxException.syntax("A context is dataflow, datastructure or provisionagreement, not '"
                        + SdmxException.shorten(context) + "'.");
        };
    }
}
