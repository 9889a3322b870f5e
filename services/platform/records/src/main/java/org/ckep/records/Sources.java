package org.ckep.records;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.claim.Source;
import org.ckep.kernel.claim.SourceKind;
import org.ckep.kernel.id.DisplayId;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.ckep.web.Preconditions;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The sources that this service's records and claims rest on. */
@ApplicationScoped
public class Sources {
    /** The type of sources in URNs. */
    public static final String TYPE = "source";

    private final Clock clock;
    private final RandomGenerator random;
    private final Audit audit;
    private final LocalIdentifiers localIdentifiers;
    private final Preconditions preconditions;

    Sources(
            Clock clock,
            RandomGenerator random,
            Audit audit,
            LocalIdentifiers localIdentifiers,
            Preconditions preconditions) {
        this.clock = clock;
        this.random = random;
        this.audit = audit;
        this.localIdentifiers = localIdentifiers;
        this.preconditions = preconditions;
    }

    /**
     * Finds the sources that a record or claim is to rest on.
     *
     * @param pointer JSON pointer of the list in the request
     * @return the sources in the order given; fails with UNPROCESSABLE where one is not a source that the viewer may read,
     *     or where a reader of the record would not be a reader of its source
     */
    public Uni<List<Source>> require(
            Mutiny.Session session, Viewer viewer, List<Urn> urns, Classification classification, String pointer) {
        return stored(session, viewer, urns).map(found -> {
            List<Source> sources = new ArrayList<>();
            List<FieldError> errors = new ArrayList<>();
            for (int i = 0; i < urns.size(); i++) {
                StoredSource source = found.get(urns.get(i));
                if (source == null) {
                    errors.add(FieldError.at(pointer + "/" + i, "unknown-source", "There is no such source."));
                } else if (!classification.isWithin(source.head().classification())) {
                    errors.add(FieldError.at(
                            pointer + "/" + i,
                            "source-too-narrow",
                            "Not every reader of this value may read this source."));
                } else {
                    sources.add(source.toSource());
                }
            }
            if (!errors.isEmpty()) {
                throw new ProblemException(KernelProblem.UNPROCESSABLE, "Some of the sources cannot be used.")
                        .withErrors(errors);
            }
            return sources;
        });
    }

    /** Those of these sources that the viewer may read, by URN. */
    public Uni<Map<Urn, Source>> find(Mutiny.Session session, Viewer viewer, Collection<Urn> urns) {
        return stored(session, viewer, urns).map(found -> {
            Map<Urn, Source> sources = new LinkedHashMap<>();
            found.forEach((urn, source) -> sources.put(urn, source.toSource()));
            return sources;
        });
    }

    private static Uni<Map<Urn, StoredSource>> stored(Mutiny.Session session, Viewer viewer, Collection<Urn> urns) {
        List<UUID> ids = urns.stream()
                .filter(urn -> urn.type().equals(TYPE))
                .map(Urn::uuid)
                .distinct()
                .toList();
        return RecordQuery.of(StoredSource.class, viewer).among(session, ids).map(found -> found.stream()
                .collect(Collectors.toMap(StoredSource::urn, Function.identity())));
    }

    /** One page of the sources that the viewer may read, of one kind or of all, newest first. */
    public Uni<Page<Source>> page(Mutiny.Session session, Viewer viewer, @Nullable SourceKind kind, PageRequest page) {
        return list(session, viewer, new SourceFilter(kind), page).map(found -> found.map(StoredSource::toSource));
    }

    Uni<StoredSource> get(Mutiny.Session session, Viewer viewer, UUID id) {
        return RecordQuery.of(StoredSource.class, viewer).get(session, id);
    }

    Uni<Page<StoredSource>> list(Mutiny.Session session, Viewer viewer, SourceFilter filter, PageRequest page) {
        return RecordQuery.of(StoredSource.class, viewer)
                .where("r.kind = :kind", "kind", filter.kind())
                .page(session, page);
    }

    Uni<StoredSource> register(Mutiny.Session session, Viewer viewer, NewSource source) {
        return Uni.createFrom()
                .item(() -> {
                    PlainText.require(source.title(), "/title");
                    PlainText.require(source.publisher(), "/publisher");
                    PlainText.require(source.author(), "/author");
                    PlainText.require(source.affiliation(), "/affiliation");
                    requirePast(source);
                    return new StoredSource(UUID.randomUUID(), head(viewer, source), source);
                })
                .call(stored -> localIdentifiers.requireFree(
                        session, viewer, StoredSource.class, stored.head().localIds()))
                .call(stored -> session.persist(stored))
                .call(stored -> audit.created(session, viewer, "register-source", stored));
    }

    /** What has not been published cannot have been read, and nothing rests on it. */
    private void requirePast(NewSource source) {
        LocalDate today = Days.anywhere(clock);
        List<FieldError> errors = new ArrayList<>();
        future(source.publishedOn(), "publishedOn", today, errors);
        future(source.retrievedOn(), "retrievedOn", today, errors);
        if (!errors.isEmpty()) {
            throw new ProblemException(
                            RecordsProblem.SOURCE_DATE_IN_FUTURE,
                            errors.getFirst().message())
                    .withErrors(errors);
        }
    }

    private static void future(@Nullable LocalDate date, String member, LocalDate today, List<FieldError> errors) {
        if (date != null && date.isAfter(today)) {
            errors.add(FieldError.at(
                    "/" + member,
                    "future",
                    "The member '" + member + "' says " + date + ", a day that has not begun anywhere."));
        }
    }

    /** Lets others read a source of the viewer's side, which refers to nothing itself. */
    Uni<StoredSource> release(
            Mutiny.Session session, Viewer viewer, UUID id, @Nullable String ifMatch, Release release) {
        return get(session, viewer, id)
                .invoke(source -> {
                    SourceView seen = SourceView.of(source, true);
                    if (!preconditions.isMet(ifMatch, seen)) {
                        preconditions.requireMatch(ifMatch, SourceView.of(source, false));
                    }
                })
                .call(source -> release.widen(viewer, source, Uni.createFrom()::voidItem))
                .invoke(source -> source.head().changed(clock))
                .call(source -> audit.changed(session, viewer, "release-source", source, List.of("classification")));
    }

    /** A published source belongs to nobody; an unpublished one belongs to the side that brought it. */
    private RecordHead head(Viewer viewer, NewSource source) {
        List<LocalId> localIds = source.localIds() == null ? List.of() : source.localIds();
        String displayId = DisplayId.random("SRC", random);
        Classification classification = source.classification();
        boolean published = classification == null
                ? viewer.side() == null && viewer.hasRole(Role.LOADER)
                : classification.level() == Classification.Level.PUBLIC;
        return published
                ? RecordHead.publicly(clock, viewer, displayId, List.of(), List.of(), localIds)
                : RecordHead.unilateral(clock, viewer, displayId, classification, List.of(), localIds);
    }
}
