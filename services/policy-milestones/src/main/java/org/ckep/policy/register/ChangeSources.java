package org.ckep.policy.register;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.record.Stewardship;
import org.ckep.records.RecordsProblem;
import org.ckep.records.Sources;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** On what a change rests. No side stands behind an observed record, so a source must, for each change of it anew. */
@ApplicationScoped
class ChangeSources {
    private final Sources sources;

    ChangeSources(Sources sources) {
        this.sources = sources;
    }

    /**
     * Adds the sources of a change to those of its record.
     *
     * @param given URNs of the sources, null for none
     * @return fails with SOURCE_NEEDED where the record is observed and none of them is new to it
     */
    Uni<Void> add(Mutiny.Session session, Viewer viewer, PolicyRecord record, @Nullable List<Urn> given) {
        List<Urn> all = new ArrayList<>(record.head().sources());
        List<Urn> fresh = new ArrayList<>();
        for (Urn source : given == null ? List.<Urn>of() : given) {
            if (!all.contains(source)) {
                all.add(source);
                fresh.add(source);
            }
        }
        if (fresh.isEmpty()) {
            return record.head().stewardship() == Stewardship.OBSERVED
                    ? Uni.createFrom().failure(sourceNeeded())
                    : Uni.createFrom().voidItem();
        }
        return sources.require(session, viewer, fresh, record.head().classification(), "/sources")
                .invoke(() -> record.head().restsOn(all))
                .replaceWithVoid();
    }

    private static ProblemException sourceNeeded() {
        String message =
                "No side stands behind an observed record: a change names in sources at least one source that the "
                        + "record does not rest on yet.";
        return new ProblemException(RecordsProblem.SOURCE_NEEDED, message)
                .withErrors(FieldError.at("/sources", RecordsProblem.SOURCE_NEEDED.slug(), message));
    }
}
