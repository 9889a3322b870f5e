package org.ckep.records;

import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.ckep.kernel.access.Viewer;
import org.jspecify.annotations.Nullable;

/** Base of the records whose content changes: it knows who changed that, who approve nothing of it. */
@MappedSuperclass
public abstract class EditedRecord extends RegisterRecord {
    /** Subject of a token, never shown; null where nobody has changed it since it was entered. */
    private @Nullable String editedBy;

    /** Everybody who changed it since its readers were last widened; the database keeps it, from {@link #editedBy}. */
    @Column(insertable = false, updatable = false)
    private @Nullable List<String> editors;

    /** For the persistence provider. */
    protected EditedRecord() {}

    /** A new record. */
    protected EditedRecord(UUID id, RecordHead head) {
        super(id, head);
    }

    /** Notes who has changed what it says. */
    public void edited(Viewer editor) {
        edited(editor.subject());
    }

    /** The same of the subject of a token, whose word it is although another person has confirmed it. */
    public void edited(@Nullable String editor) {
        this.editedBy = editor;
    }

    @Override
    protected Set<String> makers() {
        Set<String> makers = new TreeSet<>(super.makers());
        if (editedBy != null) {
            makers.add(editedBy);
        }
        if (editors != null) {
            makers.addAll(editors);
        }
        return makers;
    }
}
