package org.ckep.trade.sdmx;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.ckep.trade.sdmx.SdmxFormat.Resource;
import org.ckep.trade.sdmx.SdmxFormat.Syntax;
import org.ckep.web.CurrentViewer;
import org.jspecify.annotations.Nullable;

/** Requests of either root that change structures: reads the message, compares it with the address, answers. */
@ApplicationScoped
class SubmissionRequests {
    /** What the documentation says of a message that is submitted. */
    static final String TAKEN = "A structure message of SDMX-ML or SDMX-JSON with lists, schemes, data structures,"
            + " dataflows, provision agreements, categorisations and allowed constraints of the own side's agencies: all of it"
            + " is stored or nothing."
            + " A version of three numbers is final; one with an extension, such as 1.1.0-draft, can be replaced and"
            + " deleted.";

    private final StructureSubmissions submissions;
    private final SubmissionConfig config;
    private final CurrentViewer viewer;

    SubmissionRequests(StructureSubmissions submissions, SubmissionConfig config, CurrentViewer viewer) {
        this.submissions = submissions;
        this.config = config;
        this.viewer = viewer;
    }

    /** What an address names: types, and one artefact where it goes so far. */
    private record Address(
            Set<StructureType> types, @Nullable StructureRef ref) {
        static Address of(SdmxRoot root, RoutingContext routing) {
            RawUrl url = RawUrl.of(routing.request().uri(), root.path());
            int first = root == SdmxRoot.V1 ? 0 : 1;
            String all = root == SdmxRoot.V1 ? "structure" : "*";
            Set<StructureType> types =
                    StructureType.asked(url.segment(first, all).toLowerCase(Locale.ROOT), all);
            StructureType type = types.stream()
                    .filter(StructureType::isSubmitted)
                    .findFirst()
                    .orElseThrow(() -> SdmxException.notImplemented(
                            "'" + url.segment(first, all) + "' cannot be submitted or deleted."));
            if (url.segments().size() < first + 4) {
                return new Address(types, null);
            }
            return new Address(
                    types,
                    new StructureRef(
                            type, url.segment(first + 1, ""), url.segment(first + 2, ""), url.segment(first + 3, "")));
        }

        boolean names(StructureRef other) {
            return types.contains(other.type())
                    && (ref == null
                            || other.agency().equals(ref.agency())
                                    && other.id().equals(ref.id())
                                    && other.version().equals(ref.version()));
        }
    }

    /** Stores the artefacts of a message. */
    Response submit(SdmxRoot root, RoutingContext routing, byte[] message) {
        Address address = Address.of(root, routing);
        List<Submission> read = new ArrayList<>();
        for (RawArtefact artefact : artefacts(routing, message)) {
            read.add(SubmissionReader.read(artefact, submissions.now()));
        }
        if (read.isEmpty()) {
            throw SdmxException.syntax("The message holds no structure.");
        }
        if (read.stream().mapToLong(submission -> submission.items().size()).sum() > config.maxItems()) {
            throw new SdmxException(
                    SdmxError.SERVER_LIMIT, "A message may hold at most " + config.maxItems() + " items.");
        }
        List<SubmissionResult> astray = read.stream()
                .filter(submission -> !address.names(submission.ref()))
                .map(SubmissionRequests::astray)
                .toList();
        if (address.ref() != null && read.size() > 1) {
            throw SdmxException.syntax("The message holds several structures, and the address names one.");
        }
        return answer(
                root,
                routing,
                astray.isEmpty() ? submissions.submit(viewer.get(), read, address.ref() != null) : astray);
    }

    private static SubmissionResult astray(Submission submission) {
        return new SubmissionResult(
                submission.ref(),
                SubmissionResult.Change.LEFT,
                List.of(new SubmissionFault(
                        submission.place(),
                        SubmissionFault.MEANINGLESS,
                        submission.ref().reference() + " is not what the address names.")),
                List.of());
    }

    /** Deletes the artefact of the address. */
    Response delete(SdmxRoot root, RoutingContext routing) {
        StructureRef ref = Address.of(root, routing).ref();
        if (ref == null) {
            throw SdmxException.syntax("The address must name type, agency, id and version.");
        }
        return answer(root, routing, List.of(submissions.delete(viewer.get(), ref)));
    }

    private List<RawArtefact> artefacts(RoutingContext routing, byte[] message) {
        String type = routing.request().getHeader(HttpHeaders.CONTENT_TYPE);
        String[] parts = (type == null ? "" : type.toLowerCase(Locale.ROOT)).split(";", -1);
        String version = Arrays.stream(parts)
                .map(String::strip)
                .filter(part -> part.startsWith("version="))
                .map(part -> part.substring("version=".length()).replace("\"", ""))
                .findFirst()
                .orElse(null);
        return switch (parts[0].strip()) {
            case "application/xml", "text/xml" -> XmlSubmission.read(message, null, submissions.maps());
            case "application/json" -> JsonSubmission.read(message, submissions.maps());
            default -> {
                SdmxFormat format = Arrays.stream(SdmxFormat.values())
                        .filter(candidate -> candidate.resource() == Resource.STRUCTURE
                                && candidate.bareType().equals(parts[0].strip())
                                && (version == null || candidate.isOfVersion(version)))
                        .findFirst()
                        .orElseThrow(SubmissionRequests::unsupported);
                yield format.syntax() == Syntax.XML
                        ? XmlSubmission.read(message, version == null ? null : format.ml(), submissions.maps())
                        : JsonSubmission.read(message, submissions.maps());
            }
        };
    }

    private static SdmxException unsupported() {
        String types = Arrays.stream(SdmxFormat.values())
                .filter(format -> format.resource() == Resource.STRUCTURE)
                .map(SdmxFormat::mediaType)
                .collect(Collectors.joining(", "));
        return new SdmxException(
                SdmxError.UNSUPPORTED,
                "The Content-Type of the message is none of " + types + ", and no plain XML or JSON.");
    }

    private Response answer(SdmxRoot root, RoutingContext routing, List<SubmissionResult> results) {
        Negotiation.ErrorForm form = Negotiation.errorForm(
                root,
                routing.request().getParam("format"),
                routing.request().getParam("formatVersion"),
                routing.request().getHeader(HttpHeaders.ACCEPT));
        Instant now = submissions.now();
        int status = SubmissionResult.status(results);
        Response.ResponseBuilder answer = Response.status(status)
                .type(form.mediaType())
                .entity(
                        form.xml() == null
                                ? SubmissionAnswer.json(results, now)
                                : SubmissionAnswer.xml(results, form.xml(), now))
                .header(HttpHeaders.VARY, SdmxAnswers.VARY)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
        if (status == SubmissionResult.Change.CREATED.code() && results.size() == 1) {
            StructureRef ref = results.getFirst().ref();
            answer.header(HttpHeaders.LOCATION, ref.address(root));
        }
        return answer.build();
    }
}
