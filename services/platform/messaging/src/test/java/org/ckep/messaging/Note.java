package org.ckep.messaging;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.util.UUID;

/** A record of the tests. */
@Entity
class Note {
    @Id
    UUID id;

    @Version
    int version;

    String text;

    protected Note() {}

    Note(UUID id, String text) {
        this.id = id;
        this.text = text;
    }
}
