package org.ckep.gateway.call;

import java.util.Locale;
import org.ckep.gateway.route.Route;
import org.jspecify.annotations.Nullable;

/** The form in which a caller can read an error. */
public enum ErrorForm {
    /** RFC 9457. */
    PROBLEM,
    /** The error message of SDMX-ML, for statistical clients. */
    SDMX_XML,
    /** The error object of SDMX-JSON. */
    SDMX_JSON;

    /**
     * @param path tells the two SDMX roots apart, whose defaults differ
     * @param accept the request's {@code Accept}
     */
    static ErrorForm of(Route route, String path, @Nullable String accept) {
        if (route.kind() != Route.Kind.SDMX) {
            return PROBLEM;
        }
        String wanted = accept == null ? "" : accept.toLowerCase(Locale.ROOT);
        boolean xml = wanted.contains("xml");
        boolean json = wanted.contains("json");
        if (xml == json) {
            return path.startsWith("/trade/sdmx/v2") ? SDMX_JSON : SDMX_XML;
        }
        return json ? SDMX_JSON : SDMX_XML;
    }
}
