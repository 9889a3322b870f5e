package org.ckep.investment.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An adoption as its own side is answered; nobody else learns of it before the side stands behind the project.
 *
 * @param urn permanent name
 * @param project what is to be adopted
 * @param side who is to stand behind it
 * @param state how far it is
 * @param preparedAt when a maker prepared it
 * @param closedAt when it was confirmed, dropped or replaced
 * @param allowed the acts that are open to the caller
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Adoption")
record AdoptionView(
        Urn urn,
        Urn project,
        Side side,
        AdoptionState state,
        Instant preparedAt,
        @Nullable Instant closedAt,
        List<String> allowed) {

    static AdoptionView of(StoredAdoption stored, Project project, Viewer viewer) {
        AdoptionRules.Adoption adoption = stored.toAdoption(project);
        return new AdoptionView(
                stored.urn(),
                project.urn(),
                adoption.side(),
                adoption.state(),
                stored.preparedAt(),
                stored.closedAt(),
                AdoptionRules.allowed(adoption, viewer));
    }
}
