package org.ckep.trade.ingest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.id.Urn;
import org.ckep.trade.observation.Sender;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An upload as its sender sees it.
 *
 * @param source where the figures come from, a code of CL_SOURCE
 * @param sentBy whose statisticians send them under that source
 * @param coverage full where the file is everything that there is of its slices
 * @param release the draft that took the figures, null where they became visible at once
 * @param provisional true where the figures are to be replaced by final ones
 * @param format how the file was read, null before its header was
 * @param charset by which its text was read
 * @param progress null once the upload has ended
 * @param outOfScope how many rows have no place in the data, by reason
 * @param notes what was adjusted while reading, with the number of rows
 * @param findings how much is peculiar about the file as a whole, by rule; no reason to refuse it
 * @param unknownColumns columns of the file that are no columns of the format and were ignored
 * @param refusal why nothing was taken; null where the file was, or still is being read
 * @param sha256 of the bytes that came over the wire, null before all of them did
 * @param errors address of the list of broken rows
 * @param findingList address of the list of findings, of which each rule tells the largest
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Upload(
        Urn urn,
        String displayId,
        State state,
        String source,
        Sender sentBy,
        String onError,
        String onConflict,
        String coverage,
        @Nullable Urn release,
        boolean provisional,
        @Nullable FileFormat format,
        @Nullable String charset,
        Instant receivedAt,
        @Nullable Instant finishedAt,
        @Nullable Progress progress,
        UploadTotals totals,
        Map<String, Long> outOfScope,
        Map<String, Long> notes,
        Map<String, Long> findings,
        List<String> unknownColumns,
        @Nullable Refusal refusal,
        @Nullable String sha256,
        String errors,
        String findingList) {

    static final String URN_TYPE = "upload";
    static final String DISPLAY_PREFIX = "UPL";
    static final String RELEASE_TYPE = "release";

    /** How far an upload has come. */
    @Schema(name = "UploadState")
    enum State {
        /** The file is being read; nothing of it is visible. */
        RECEIVING,
        /** The file was read whole, and its figures are being made visible. */
        MERGING,
        /** The figures are visible, all at once. */
        COMPLETED,
        /** The file was not taken, nothing of it is visible. */
        REFUSED,
        /** Something on our side or the connection failed, nothing of the file is visible. */
        FAILED,
        /** The process that read the file is gone, nothing of the file is visible. */
        INTERRUPTED;

        /** True where nothing will happen with the upload any more. */
        boolean hasEnded() {
            return this != RECEIVING && this != MERGING;
        }
    }

    /** What is being done with a file that was read. */
    @Schema(name = "UploadStep")
    enum Step {
        /** Another file is made visible before it. */
        WAITING,
        /** Each row is given its series. */
        IDENTIFYING,
        /** The figures are compared with what is known, and written. */
        WRITING
    }

    /**
     * How far an upload has come that has not ended.
     *
     * @param bytesExpected null where the sender did not tell
     * @param step null while the file is read
     */
    @Schema(name = "UploadProgress")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Progress(
            long bytesReceived,
            @Nullable Long bytesExpected,
            @Nullable Step step) {}

    /**
     * Why nothing was taken.
     *
     * @param code stable word for programs
     */
    @Schema(name = "UploadRefusal")
    record Refusal(String code, String text) {}

    Upload {
        outOfScope = Map.copyOf(outOfScope);
        notes = Map.copyOf(notes);
        findings = Map.copyOf(findings);
        unknownColumns = List.copyOf(unknownColumns);
    }
}
