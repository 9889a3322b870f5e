package org.ckep.records;

import java.util.Locale;
import org.ckep.kernel.problem.ProblemType;

/** The problems of records in general. */
public enum RecordsProblem implements ProblemType {
    /** A side names the ids of its own registers and of those that belong to neither. */
    LOCAL_ID_OF_OTHER_SIDE(422),
    /** Another record has the same id of another register. */
    LOCAL_ID_TAKEN(409),
    /** What a record refers to has fewer readers than the record itself. */
    NARROWER_THAN_ITS_READER(422),
    /** Who may read a record is widened, never narrowed. */
    CLASSIFICATION_NOT_WIDER(422),
    /** What one person enters is read by his own side at most; a second person lets others read it. */
    WIDER_THAN_OWN_SIDE(422),
    /** A record is released by another person than entered or changed it. */
    RELEASE_OF_OWN_WORK(403),
    /** A system widens nobody's readers. */
    RELEASE_NEEDS_A_PERSON(403),
    /** A change of an observed record without a source of its own. */
    SOURCE_NEEDED(422),
    /** A source that is said to be published or read on a day that has begun nowhere. */
    SOURCE_DATE_IN_FUTURE(422),
    /** A name or title that would be markup where it is shown. */
    MARKUP_IN_TEXT(422),
    /** A moment or a day is asked about that has not come yet. */
    MOMENT_IN_THE_FUTURE(422),
    /** A moment is asked about at which no versions were kept. */
    MOMENT_BEFORE_THE_RECORD(422);

    private final int status;

    RecordsProblem(int status) {
        this.status = status;
    }

    @Override
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public int status() {
        return status;
    }
}
