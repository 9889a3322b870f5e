package org.ckep.hub.catalogue;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.regex.Pattern;
import org.ckep.web.ReadinessCheck;

/** What must be right about the catalogue before the hub serves in production. */
class CatalogueChecks {
    private static final Pattern HERE = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

    @Produces
    @Singleton
    ReadinessCheck schemasCanBeFetched(CatalogueConfig config) {
        return () -> HERE.matcher(String.valueOf(config.publicUrl().getHost())).matches()
                ? Optional.of(new ReadinessCheck.Finding(
                        "Events name their schemas by an address of this machine, and keep it for ever.",
                        "ckep.hub.catalogue.public-url",
                        true))
                : Optional.empty();
    }
}
