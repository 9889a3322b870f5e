package org.ckep.gateway.route;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/** Where the services run. Each value is a base address such as {@code http://trade-statistics:8081}, without a path. */
@ConfigMapping(prefix = "ckep.gateway.upstreams")
public interface UpstreamsConfig {
    /** The trade-statistics service. */
    @WithDefault("http://127.0.0.1:8081")
    URI trade();

    /** The investment-projects service. */
    @WithDefault("http://127.0.0.1:8082")
    URI investment();

    /** The sector-partnerships service. */
    @WithDefault("http://127.0.0.1:8083")
    URI partnerships();

    /** The policy-milestones service. */
    @WithDefault("http://127.0.0.1:8084")
    URI policy();

    /** The event-hub service. */
    @WithDefault("http://127.0.0.1:8085")
    URI events();

    /** The portal. */
    @WithDefault("http://127.0.0.1:8086")
    URI portal();

    /** The address of one service. */
    default URI of(Upstream upstream) {
        return switch (upstream) {
            case TRADE -> trade();
            case INVESTMENT -> investment();
            case PARTNERSHIPS -> partnerships();
            case POLICY -> policy();
            case EVENTS -> events();
            case PORTAL -> portal();
        };
    }
}
