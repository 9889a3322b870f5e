package org.ckep.investment.project;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Under which name the register publishes its projects by other standards. */
@ConfigMapping(prefix = "ckep.investment.exports")
interface ExportConfig {
    /** Name of the publisher, as it stands in the files. */
    @WithDefault("China–ROK Economic Cooperation Platform")
    String publisherName();

    /** Id of the publisher as IATI knows it; a publisher registered with IATI sets his own. */
    @WithDefault("CKEP")
    String publisherId();

    /** Code of the publisher in IATI's list OrganisationType; 10 is a government. */
    @WithDefault("10")
    String publisherType();

    /** Prefix of project ids that the Open Contracting Partnership has given; without one, ids are our URNs alone. */
    Optional<String> oc4idsPrefix();
}
