package org.ckep.records;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From where callers come, as the audit trail tells it. */
@ConfigMapping(prefix = "ckep.records")
interface NetworksConfig {
    /**
     * Networks, in CIDR form, whose {@code X-Forwarded-For} is believed: those from which the gateway calls. Without them a
     * caller's network is that of whoever connects.
     */
    Optional<List<String>> trustedProxies();

    /**
     * Classes of networks by their name, such as {@code ministry-cn}, each with its networks in CIDR form; of several that
     * hold an address the narrowest counts, and {@code OTHER} stands for all others.
     */
    Map<String, List<String>> networks();
}
