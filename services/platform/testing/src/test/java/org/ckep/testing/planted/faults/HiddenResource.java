package org.ckep.testing.planted.faults;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;

/** Every call answers 404. */
class HiddenResource {
    @GET
    @PermitAll
    String read() {
        return "";
    }
}
