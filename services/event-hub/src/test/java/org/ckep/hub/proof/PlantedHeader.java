package org.ckep.hub.proof;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.concurrent.atomic.AtomicInteger;

/** A leak for the test of the test: once switched on, a header of every answer counts up whatever anybody does. */
@Provider
public class PlantedHeader implements ContainerResponseFilter {
    static final AtomicInteger HIDDEN = new AtomicInteger();

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext answer) {
        if (HIDDEN.get() > 0) {
            answer.getHeaders().add("CK-Hidden", HIDDEN.get());
        }
    }
}
