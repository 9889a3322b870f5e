package org.ckep.testing.planted.sound.a;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;

/** Keeps every rule. */
@Path("offers")
public class Offer {

    private final Clock clock;

    Offer(Clock clock) {
        this.clock = clock;
    }

    @GET
    @RolesAllowed("viewer")
    public String read() {
        return Instant.now(clock).toString().toLowerCase(Locale.ROOT);
    }
}
