package org.ckep.gateway.call;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ckep.gateway.route.Route;
import org.jspecify.annotations.Nullable;

/** The form in which a caller can read an error. */
public enum ErrorForm {
    /** RFC 9457. */
    PROBLEM,
    /** The error message of SDMX-ML, for statistical clients, in the version that they ask for. */
    SDMX_XML_2_1,
    SDMX_XML_3_0,
    SDMX_XML_3_1,
    /** The error object of SDMX-JSON. */
    SDMX_JSON;

    /** The first XML type of SDMX with its version, in small letters. */
    private static final Pattern VERSION = Pattern.compile("\\+xml\\s*;[^,]*?version=\"?(2\\.1|3\\.0|3\\.1)");

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
        boolean second = isSecondRoot(path);
        if (xml == json ? second : json) {
            return SDMX_JSON;
        }
        Matcher version = VERSION.matcher(wanted);
        return switch (version.find() ? version.group(1) : second ? "3.0" : "2.1") {
            case "3.0" -> SDMX_XML_3_0;
            case "3.1" -> SDMX_XML_3_1;
            default -> SDMX_XML_2_1;
        };
    }

    /** Whether the path is below the root of REST 2.2. */
    static boolean isSecondRoot(String path) {
        return path.startsWith("/trade/sdmx/v2");
    }
}
