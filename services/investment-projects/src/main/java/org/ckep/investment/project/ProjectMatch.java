package org.ckep.investment.project;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * A place at which a word stands in a project or in what belongs to it elsewhere: a title, a party's name, a site, a
 * claim. It has the readers of that text, not those of the project. The database keeps it; queries alone name it, and
 * nothing loads it.
 */
@Entity
@Immutable
@Table(name = "project_match")
@IdClass(ProjectMatch.Key.class)
@SuppressWarnings("UnusedVariable") // read by queries
class ProjectMatch {
    @Id
    private UUID projectId;

    /** The text from a place on at which a search may begin, folded, to the end of the word. */
    @Id
    private String term;

    /** More for a title than for a claim. */
    private int weight;

    /** Whom the name was told to; null for what is not a name of another service's record. */
    private @Nullable String audience;

    @Enumerated(EnumType.STRING)
    private Classification.Level classificationLevel;

    @Enumerated(EnumType.STRING)
    private @Nullable Side classificationSide;

    private List<String> classificationAgencies;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected ProjectMatch() {}

    record Key(UUID projectId, String term) {}
}
