package org.ckep.investment.pairing;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ckep.investment.project.ProjectInfo;
import org.ckep.investment.project.Projects;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.hibernate.reactive.mutiny.Mutiny;

/** The records that one side stands behind and both sides may read: only these are paired (rule C10). */
@ApplicationScoped
class SharedRecords {
    private final Projects projects;

    SharedRecords(Projects projects) {
        this.projects = projects;
    }

    /** True where one side stands behind it and both sides read it. */
    static boolean isShared(ProjectInfo project) {
        return project.ownerSide() != null && project.classification().level().isReadByBothSides();
    }

    private static ProblemException notShared() {
        return new ProblemException(
                PairingProblem.RECORD_NOT_SHARED,
                "A record is paired that one side stands behind and both sides may read.");
    }

    /**
     * The side of a shared record.
     *
     * @throws ProblemException RECORD_NOT_SHARED
     */
    static Side sideOf(ProjectInfo project) {
        if (!isShared(project)) {
            throw notShared();
        }
        return Objects.requireNonNull(project.ownerSide(), "checked above");
    }

    /** True where all of them are still shared. */
    Uni<Boolean> allShared(Mutiny.Session session, Viewer viewer, Collection<Urn> members) {
        return projects.among(session, viewer, members)
                .map(found -> members.stream().allMatch(urn -> Optional.ofNullable(found.get(urn))
                        .filter(SharedRecords::isShared)
                        .isPresent()));
    }

    /** The members that a request names, with their sides; fails where one is not there or not shared. */
    Uni<List<PairMember>> require(Mutiny.Session session, Viewer viewer, List<NewPairing.NewMember> members) {
        List<Urn> urns =
                members.stream().map(NewPairing.NewMember::project).distinct().toList();
        return projects.among(session, viewer, urns).map(found -> IntStream.range(0, members.size())
                .mapToObj(i -> member(found, members.get(i), "/members/" + i + "/project"))
                .toList());
    }

    private static PairMember member(Map<Urn, ProjectInfo> found, NewPairing.NewMember member, String pointer) {
        ProjectInfo project = found.get(member.project());
        if (project == null) {
            throw new ProblemException(KernelProblem.UNPROCESSABLE, "There is no such project.")
                    .withErrors(FieldError.at(pointer, "unknown-project", "There is no such project."));
        }
        Side side = project.ownerSide();
        if (side == null || !isShared(project)) {
            ProblemException refusal = notShared();
            throw refusal.withErrors(FieldError.at(pointer, PairingProblem.RECORD_NOT_SHARED.slug(), refusal.detail()));
        }
        return new PairMember(project.urn(), side, member.part());
    }
}
