package org.ckep.records;

import jakarta.persistence.MappedSuperclass;
import java.util.Set;
import java.util.UUID;
import org.ckep.kernel.access.Viewer;
import org.jspecify.annotations.Nullable;

/** Base of the records whose content changes: it knows who changed that last, who approves nothing of it. */
@MappedSuperclass
public abstract class EditedRecord extends RegisterRecord {
    /** Subject of a token, never shown; null where nobody has changed it since it was entered. */
    private @Nullable String editedBy;

    /** For the persistence provider. */
    protected EditedRecord() {}

    /** A new record. */
    protected EditedRecord(UUID id, RecordHead head) {
        super(id, head);
    }

    /** Notes who has changed what it says. */
    public void edited(Viewer editor) {
        this.editedBy = editor.subject();
    }

    @Override
    protected Set<String> makers() {
        String editor = editedBy;
        return editor == null || editor.equals(head().createdBy())
                ? super.makers()
                : Set.of(head().createdBy(), editor);
    }
}
