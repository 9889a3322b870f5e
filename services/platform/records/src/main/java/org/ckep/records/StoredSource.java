package org.ckep.records;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.net.URI;
import java.time.LocalDate;
import java.util.UUID;
import org.ckep.kernel.claim.Source;
import org.ckep.kernel.claim.SourceKind;
import org.jspecify.annotations.Nullable;

/** A source as it is stored. */
@Entity
@Table(name = "source")
class StoredSource extends RegisterRecord {
    @Enumerated(EnumType.STRING)
    private SourceKind kind;

    private String title;
    private @Nullable String publisher;
    private @Nullable String author;
    private @Nullable String affiliation;
    private @Nullable String url;
    private @Nullable String language;
    private @Nullable LocalDate publishedOn;
    private @Nullable LocalDate retrievedOn;
    private @Nullable String sha256;
    private @Nullable String disclaimer;

    @SuppressWarnings("NullAway.Init")
    protected StoredSource() {}

    StoredSource(UUID id, RecordHead head, NewSource source) {
        super(id, head);
        this.kind = source.kind();
        this.title = source.title();
        this.publisher = source.publisher();
        this.author = source.author();
        this.affiliation = source.affiliation();
        this.url = source.url() == null ? null : source.url().toString();
        this.language = source.language();
        this.publishedOn = source.publishedOn();
        this.retrievedOn = source.retrievedOn();
        this.sha256 = source.sha256();
        this.disclaimer = source.disclaimer();
    }

    @Override
    protected String urnType() {
        return Sources.TYPE;
    }

    @Override
    protected Object audited() {
        return toSource();
    }

    SourceKind kind() {
        return kind;
    }

    Source toSource() {
        return new Source(
                urn(),
                kind,
                title,
                publisher,
                author,
                affiliation,
                url == null ? null : URI.create(url),
                language,
                publishedOn,
                retrievedOn,
                sha256,
                disclaimer,
                head().classification());
    }
}
