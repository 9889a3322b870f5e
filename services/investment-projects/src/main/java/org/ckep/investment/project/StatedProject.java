package org.ckep.investment.project;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ckep.kernel.id.Urn;
import org.ckep.records.reconciliation.Reconcilable.Part;

/** A project with what it states of the attributes that are compared. */
public final class StatedProject {
    private final ProjectInfo info;
    private final ProjectContent content;
    private final Map<String, Map<String, Part>> parts;

    StatedProject(ProjectInfo info, ProjectContent content, Map<String, Map<String, Part>> parts) {
        this.info = info;
        this.content = content;
        this.parts = parts;
    }

    public ProjectInfo info() {
        return info;
    }

    /** What it states, by attribute and by the name of the pair. */
    public Map<String, Map<String, Part>> parts() {
        return parts;
    }

    Map<String, Part> parts(String attribute) {
        return parts.getOrDefault(attribute, Map.of());
    }

    Urn urn() {
        return info.urn();
    }

    Map<String, Investment> amounts() {
        return content.amounts();
    }

    /** True where its money is that of one of these. */
    boolean sharesMoneyWith(List<StatedProject> others) {
        ProjectRelation relation = content.relation();
        return relation != null
                && relation.sharesMoney()
                && others.stream().anyMatch(other -> other.urn().equals(content.parentProject()));
    }

    /** The organisations that are its host entities; unnamed ones are left out. */
    Set<Urn> hostEntities() {
        return content.participants().stream()
                .filter(participant -> participant.role() == ParticipantRole.HOST_ENTITY)
                .map(participant -> participant.org().orgId())
                .flatMap(Stream::ofNullable)
                .collect(Collectors.toSet());
    }
}
