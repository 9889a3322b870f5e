package org.ckep.investment.project;

import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.jspecify.annotations.Nullable;

/**
 * What other features need to know of a project that their viewer may read.
 *
 * @param classification who may read it
 * @param ownerSide the side that stands behind it, null where none or both do
 * @param raisesCapital whether it is a capital increase
 */
public record ProjectInfo(
        Urn urn,
        LocalizedText title,
        Classification classification,
        @Nullable Side ownerSide,
        boolean raisesCapital) {
    static ProjectInfo of(Project project) {
        return new ProjectInfo(
                project.urn(),
                project.title(),
                project.head().classification(),
                project.head().ownerSide(),
                project.raisesCapital());
    }
}
