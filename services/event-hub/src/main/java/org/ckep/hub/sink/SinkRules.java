package org.ckep.hub.sink;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which sinks may be asked, by their text and by the addresses behind their name. Applied when a sink is registered and
 * again at each connection.
 */
final class SinkRules {
    private static final Set<Integer> PORTS = Set.of(443, 8443);
    private static final int MAX_LENGTH = 2048;
    private static final int MAX_PORT = 65_535;
    private static final Pattern IPV4 = Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");
    private static final List<String> INTERNAL =
            List.of("localhost", "local", "internal", "svc", "cluster.local", "home.arpa");

    private final boolean localSinksEnabled;

    SinkRules(boolean localSinksEnabled) {
        this.localSinksEnabled = localSinksEnabled;
    }

    /**
     * The sink's address where its text breaks no rule.
     *
     * @throws SinkRefused naming the rule
     */
    URI check(String text) {
        URI uri = parse(text);
        if (isLocal(uri)) {
            if (uri.getPort() == 0 || uri.getPort() > MAX_PORT) {
                throw new SinkRefused("port", "A port is a number from 1 to " + MAX_PORT + ".");
            }
            return uri;
        }
        if (!"https".equalsIgnoreCase(uri.getScheme())) {
            throw new SinkRefused("scheme", "A sink must be an https URL.");
        }
        if (uri.getPort() != -1 && !PORTS.contains(uri.getPort())) {
            throw new SinkRefused("port", "A sink must be on port 443 or 8443.");
        }
        checkHost(uri.getHost().toLowerCase(Locale.ROOT));
        return uri;
    }

    private static URI parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new SinkRefused("length", "A sink has at most " + MAX_LENGTH + " characters.");
        }
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException notAUri) {
            throw new SinkRefused("syntax", "The sink is not a URL.");
        }
        if (uri.getRawUserInfo() != null
                || (uri.getRawAuthority() != null && uri.getRawAuthority().contains("@"))) {
            throw new SinkRefused("user-info", "A sink must not hold a user name or password.");
        }
        if (uri.getHost() == null || uri.isOpaque()) {
            throw new SinkRefused("syntax", "The sink is not a URL with a host.");
        }
        if (uri.getRawFragment() != null) {
            throw new SinkRefused("fragment", "A sink must not have a fragment.");
        }
        return uri;
    }

    private boolean isLocal(URI uri) {
        return localSinksEnabled
                && ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))
                && (uri.getHost().equals("127.0.0.1") || uri.getHost().equals("localhost"));
    }

    private static void checkHost(String host) {
        if (host.startsWith("[")) {
            if (host.contains("%")) {
                throw new SinkRefused("host", "A sink must not name a network interface.");
            }
            return;
        }
        if (IPV4.matcher(host).matches()) {
            return;
        }
        List<String> labels = List.of(host.split("\\.", -1));
        String last = labels.get(labels.size() - 1);
        if (labels.size() < 2 || NUMBER.matcher(last).matches()) {
            throw new SinkRefused("host", "The sink's host must be a full domain name.");
        }
        if (!labels.stream().allMatch(label -> LABEL.matcher(label).matches())) {
            throw new SinkRefused("host", "The sink's host is not a domain name.");
        }
        if (INTERNAL.stream().anyMatch(name -> host.endsWith("." + name))) {
            throw new SinkRefused("host", "The sink's host is an internal name.");
        }
    }

    /**
     * The address to connect to: the first of them, provided that every one may be asked. One forbidden address among
     * others is refused too, because the next look-up may put it first.
     *
     * @throws SinkRefused where one of them is forbidden
     */
    InetAddress vet(URI sink, List<InetAddress> addresses) {
        if (addresses.isEmpty()) {
            throw new SinkRefused(
                    SinkRefused.UNKNOWN_HOST, "The sink's host is not known, or cannot be looked up now.");
        }
        boolean local = isLocal(sink) && addresses.stream().allMatch(InetAddress::isLoopbackAddress);
        if (!local && addresses.stream().anyMatch(ForbiddenAddresses::contains)) {
            throw new SinkRefused("address-forbidden", "The sink's host is not on the public internet.");
        }
        return addresses.get(0);
    }
}
