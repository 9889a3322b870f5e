package org.ckep.hub.log;

import java.util.List;

/**
 * A stretch of a log as one reader asked for it.
 *
 * @param head last position of the log, 0 for an empty one
 * @param firstPos first position that is still kept
 * @param entries events that match, ascending by position
 * @param scannedTo everything up to this position was looked at; reading goes on after it
 */
public record LogPage(long head, long firstPos, List<LogEntry> entries, long scannedTo) {
    public LogPage {
        entries = List.copyOf(entries);
    }

    /** True where nothing is left to read now. */
    public boolean atHead() {
        return scannedTo >= head;
    }
}
