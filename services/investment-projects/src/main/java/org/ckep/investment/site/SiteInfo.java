package org.ckep.investment.site;

import org.ckep.kernel.access.Classification;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.OrgRef;
import org.ckep.kernel.value.Place;

/**
 * What other features need to know of a site that their viewer may read.
 *
 * @param classification who may read it
 */
public record SiteInfo(
        Urn urn, LocalizedText title, OrgRef org, Place place, SiteState state, Classification classification) {
    static SiteInfo of(Site site) {
        return new SiteInfo(
                site.urn(),
                site.title(),
                site.content().org(),
                site.place(),
                site.state(),
                site.head().classification());
    }
}
