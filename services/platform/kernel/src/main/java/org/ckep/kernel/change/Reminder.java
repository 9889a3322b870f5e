package org.ckep.kernel.change;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When both sides are reminded that the period of a change set ends, each once. */
public enum Reminder {
    A_WEEK_BEFORE(7),
    A_DAY_BEFORE(1);

    private final int days;

    Reminder(int days) {
        this.days = days;
    }

    /** How many days before the deadline. */
    public int days() {
        return days;
    }

    /** What is left of the period when the next reminder takes its place, or the period ends. */
    public Duration left() {
        return this == A_WEEK_BEFORE ? Duration.ofDays(A_DAY_BEFORE.days) : Duration.ZERO;
    }

    /**
     * The reminder that is due by now: the last one whose moment has come. One whose moment lies before the proposal is never due,
     * since the period has just been told.
     *
     * @return null where none is due, the change set waits for nobody, or its deadline has passed
     */
    public static @Nullable Reminder due(ChangeSet change, Instant now) {
        Instant proposedAt = change.proposedAt();
        Instant deadline = change.deadline();
        boolean waits =
                switch (change.state()) {
                    case PROPOSED, UNDER_REVIEW -> true;
                    case DRAFT, SUBMITTED, DISMISSED, APPLIED, COUNTERED, REJECTED, WITHDRAWN, STALE, EXPIRED -> false;
                };
        if (!waits || proposedAt == null || deadline == null || !now.isBefore(deadline)) {
            return null;
        }
        Reminder due = null;
        for (Reminder reminder : values()) {
            Instant moment = deadline.minus(Duration.ofDays(reminder.days));
            if (!now.isBefore(moment) && moment.isAfter(proposedAt)) {
                due = reminder;
            }
        }
        return due;
    }
}
