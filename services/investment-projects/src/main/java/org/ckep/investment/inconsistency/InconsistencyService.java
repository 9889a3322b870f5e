package org.ckep.investment.inconsistency;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.records.Register;
import org.jspecify.annotations.Nullable;

/** Puts together what contradicts itself; computed when it is asked for, and kept and told nowhere. */
@ApplicationScoped
class InconsistencyService {
    private static final Comparator<Inconsistency> ORDER = Comparator.comparing(
                    (Inconsistency found) -> found.record().toString())
            .thenComparing(Inconsistency::kind)
            .thenComparing(Inconsistency::pair)
            .thenComparing(found -> found.hidden().toString());

    private final Register register;
    private final List<Contradictions> kinds;

    InconsistencyService(Register register, @All List<Contradictions> kinds) {
        this.register = register;
        this.kinds = kinds;
    }

    /**
     * The contradictions of the viewer's side, as far as he may read both.
     *
     * @param record leaves what others read of that record; null for all
     * @return fails with UNAUTHENTICATED without a token, with FORBIDDEN for whoever acts for no side
     */
    Uni<List<Inconsistency>> list(Viewer viewer, @Nullable Urn record) {
        if (viewer.side() == null) {
            return Uni.createFrom()
                    .failure(new ProblemException(
                            viewer.isPublic() ? KernelProblem.UNAUTHENTICATED : KernelProblem.FORBIDDEN,
                            "A side alone is told where it contradicts itself."));
        }
        return register.read(viewer, session -> Multi.createFrom()
                .iterable(kinds)
                .onItem()
                .transformToUniAndConcatenate(kind -> kind.of(session, viewer))
                .collect()
                .asList()
                .map(found -> found.stream()
                        .flatMap(List::stream)
                        .filter(one -> record == null || one.record().equals(record))
                        .sorted(ORDER)
                        .toList()));
    }
}
