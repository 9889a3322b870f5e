package org.ckep.trade.ingest;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** What a request says of the file that it brings. */
class UploadParameters {
    static final String RESPOND_ASYNC = "respond-async";

    @QueryParam("source")
    @Parameter(
            description = "Where the figures come from, one of GET /trade/v1/codelists/CL_SOURCE/codes",
            example = "COMTRADE_V1",
            required = true)
    @Nullable
    String source;

    @QueryParam("onError")
    @Parameter(
            description = "accept: leave broken rows out and list them; reject: take nothing",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"accept", "reject"},
                            defaultValue = "accept"))
    @Nullable
    String onError;

    @QueryParam("onConflict")
    @Parameter(
            description = "refuse: two rows with one key refuse the file; last: the later one counts",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"refuse", "last"},
                            defaultValue = "refuse"))
    @Nullable
    String onConflict;

    @QueryParam("status")
    @Parameter(
            description =
                    "provisional: the figures are to be replaced by final ones; rows of SDMX-CSV say it themselves",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"final", "provisional"},
                            defaultValue = "final"))
    @Nullable
    String status;

    @QueryParam("coverage")
    @Parameter(
            description =
                    "full: the file is everything that there is of each combination of frequency, period, reporter,"
                            + " flow and edition in it; figures of these that it does not hold are taken back. Needs"
                            + " onError=reject, and whole figures instead of SDMX-CSV",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"partial", "full"},
                            defaultValue = "partial"))
    @Nullable
    String coverage;

    @QueryParam("release")
    @Parameter(
            description = "URN of a draft of the own side: the figures are kept there until it is published",
            example = "urn:ckep:release:0b6b1c7e-52a1-4f0e-9f57-2f9d5b3f1a20")
    @Nullable
    String release;

    @HeaderParam(HttpHeaders.CONTENT_ENCODING)
    @Nullable
    String contentEncoding;

    @HeaderParam(HttpHeaders.CONTENT_LENGTH)
    @Parameter(hidden = true)
    @Nullable
    Long contentLength;

    @HeaderParam(NamedDigests.CONTENT_DIGEST)
    @Parameter(
            description =
                    "sha-256 or sha-512 of the bytes that are sent (RFC 9530); where others come, nothing is taken",
            schema = @Schema(type = SchemaType.STRING))
    @Nullable
    List<String> contentDigest;

    @HeaderParam(NamedDigests.REPR_DIGEST)
    @Parameter(
            description = "The same; a request carries its representation whole (RFC 9530)",
            schema = @Schema(type = SchemaType.STRING))
    @Nullable
    List<String> reprDigest;

    @HeaderParam("Prefer")
    @Parameter(description = "respond-async: do not wait until the figures are visible (RFC 7240)")
    @Nullable
    String prefer;

    /** For the REST runtime. */
    UploadParameters() {}

    /**
     * What the caller wants done with the file.
     *
     * @throws ProblemException naming the parameter that is not one of its words
     */
    UploadOptions options() {
        if (source == null || source.isEmpty()) {
            throw ProblemException.invalidParameter(
                    "source", "The parameter 'source' is missing; it names a code of CL_SOURCE.");
        }
        return UploadOptions.of(source, onError, onConflict, status, coverage, release());
    }

    private @Nullable UUID release() {
        if (release == null || release.isEmpty()) {
            return null;
        }
        try {
            Urn urn = Urn.parse(release);
            if (urn.type().equals(Upload.RELEASE_TYPE)) {
                return urn.uuid();
            }
        } catch (IllegalArgumentException noUrn) {
            // refused below
        }
        throw ProblemException.invalidParameter(
                "release", "The parameter 'release' must be the URN of a release, urn:ckep:release:….");
    }

    /**
     * How the file comes.
     *
     * @param contentType with the encoding of the text, where the caller tells it
     */
    CsvFile.Form form(@Nullable MediaType contentType, UploadConfig config) {
        NamedDigests digests = NamedDigests.of(
                contentDigest == null ? List.of() : contentDigest, reprDigest == null ? List.of() : reprDigest);
        return new CsvFile.Form(isGzip(), charset(contentType), Expansion.of(config), digests);
    }

    boolean prefersNotToWait() {
        return prefer != null
                && Arrays.stream(prefer.toLowerCase(Locale.ROOT).split("[,;]"))
                        .anyMatch(preference -> preference.strip().equals(RESPOND_ASYNC));
    }

    static @Nullable Charset charset(@Nullable MediaType contentType) {
        String name = contentType == null ? null : contentType.getParameters().get(MediaType.CHARSET_PARAMETER);
        if (name == null) {
            return null;
        }
        return FileText.declared(name)
                .orElseThrow(() -> new ProblemException(
                        KernelProblem.UNSUPPORTED_MEDIA_TYPE,
                        "Text is read in UTF-8, GBK (GB18030) and EUC-KR, not in '" + name + "'."));
    }

    private boolean isGzip() {
        String encoding =
                contentEncoding == null ? "identity" : contentEncoding.strip().toLowerCase(Locale.ROOT);
        return switch (encoding) {
            case "identity", "" -> false;
            case "gzip", "x-gzip" -> true;
            default ->
                throw new ProblemException(
                        KernelProblem.UNSUPPORTED_MEDIA_TYPE,
                        "Only gzip is read, not Content-Encoding '" + encoding + "'.");
        };
    }
}
