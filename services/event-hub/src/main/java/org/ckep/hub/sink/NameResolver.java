package org.ckep.hub.sink;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Looks names up; may block. */
interface NameResolver {
    /** All addresses of a host, empty where the name is not known or cannot be looked up now. */
    List<InetAddress> resolve(String host);

    /** The machine's own look-up. */
    static NameResolver system() {
        return host -> {
            try {
                return List.of(InetAddress.getAllByName(host));
            } catch (UnknownHostException unknown) {
                return List.of();
            }
        };
    }
}
