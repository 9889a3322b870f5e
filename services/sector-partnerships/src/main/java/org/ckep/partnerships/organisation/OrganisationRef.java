package org.ckep.partnerships.organisation;

import java.util.UUID;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;

/**
 * What other features need to know of an organisation.
 *
 * @param urn its present URN; another one than was asked for where the organisation went on under it
 * @param name its present name
 * @param kind what it is
 * @param side where it belongs
 * @param classification who may know of it
 */
public record OrganisationRef(
        Urn urn, LocalizedText name, OrganisationKind kind, OrganisationSide side, Classification classification) {

    static OrganisationRef of(Organisation organisation) {
        return new OrganisationRef(
                organisation.urn(),
                organisation.name(),
                organisation.kind(),
                organisation.side(),
                organisation.head().classification());
    }

    public UUID id() {
        return urn.uuid();
    }
}
