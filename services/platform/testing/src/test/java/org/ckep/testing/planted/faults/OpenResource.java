package org.ckep.testing.planted.faults;

import jakarta.ws.rs.POST;

/** Does not say who may call it. */
class OpenResource {
    @POST
    public String write() {
        return "";
    }
}
