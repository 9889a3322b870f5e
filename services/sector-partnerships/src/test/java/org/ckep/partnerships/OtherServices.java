package org.ckep.partnerships;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ckep.infrastructure.Ports;

/**
 * Tells the service under test where the other services are: on ports that are free until a test starts a {@link Stub}
 * there. The ports are passed on as system properties, which are all that test resources and tests have in common.
 */
public final class OtherServices implements QuarkusTestResourceLifecycleManager {
    private static final String PORT = "ckep.test.port.";

    static final List<String> NAMES = List.of("trade", "investment", "policy");

    static int port(String service) {
        return Integer.getInteger(PORT + service);
    }

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String service : NAMES) {
            int port = Ports.free(1).getFirst();
            System.setProperty(PORT + service, Integer.toString(port));
            settings.put("quarkus.rest-client." + service + ".url", "http://127.0.0.1:" + port);
        }
        settings.put("ckep.partnerships.cockpit.source-timeout", "2S");
        settings.put("ckep.partnerships.calendar.check-interval", "off");
        return settings;
    }

    @Override
    public void stop() {
        NAMES.forEach(service -> System.clearProperty(PORT + service));
    }
}
