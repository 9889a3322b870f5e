package org.ckep.investment.register;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.OrgRef;
import org.ckep.records.References;
import org.hibernate.reactive.mutiny.Mutiny;

/** Organisations belong to another service: references to them are weak, and their names come from its events. */
@ApplicationScoped
public class Names {
    /** The type of organisations in URNs. */
    public static final String ORGANISATION = "organisation";

    private final References references;

    Names(References references) {
        this.references = references;
    }

    /** The names that this viewer may know, by URN; an organisation not heard of yet has none. */
    public Uni<Map<Urn, LocalizedText>> of(Mutiny.Session session, Viewer viewer, Collection<OrgRef> parties) {
        List<Urn> urns = parties.stream()
                .map(OrgRef::orgId)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return references.find(session, viewer, urns).map(found -> {
            Map<Urn, LocalizedText> names = new HashMap<>();
            found.forEach((urn, copy) -> names.put(urn, copy.title()));
            return names;
        });
    }

    /**
     * Refuses a party whose URN is not that of an organisation.
     *
     * @param pointer JSON pointer of the party in the request
     */
    public static void requireOrganisation(OrgRef party, String pointer) {
        Urn urn = party.orgId();
        if (urn != null) {
            requireOrganisation(urn, pointer + "/orgId");
        }
    }

    /**
     * Refuses a URN that is not that of an organisation.
     *
     * @param pointer JSON pointer of the URN in the request
     */
    public static void requireOrganisation(Urn urn, String pointer) {
        if (!urn.type().equals(ORGANISATION)) {
            String message = "'" + urn + "' does not name an organisation.";
            throw new ProblemException(KernelProblem.UNPROCESSABLE, message)
                    .withErrors(FieldError.at(pointer, "not-an-organisation", message));
        }
    }
}
