package org.ckep.hub.sink;

import io.smallrye.common.net.CidrAddress;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.ckep.kernel.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Where deliveries come from, for the firewalls of subscribers. */
@Path("events/v1/egress-ips")
@Tag(name = "Deliveries")
class OwnAddressesResource {
    private final SinkConfig config;

    OwnAddressesResource(SinkConfig config) {
        this.config = config;
    }

    @GET
    @PermitAll
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "readEgressAddresses",
            summary = "Addresses that deliveries come from",
            description = "Not found where the platform does not promise any.")
    @APIResponse(responseCode = "200", description = "Ranges of addresses")
    public RestResponse<EgressAddresses> read() {
        List<CidrAddress> ranges = config.egressRanges().orElseThrow(ProblemException::notFound);
        return RestResponse.ResponseBuilder.ok(new EgressAddresses(
                        ranges.stream().map(CidrAddress::toString).toList()))
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=3600")
                .build();
    }

    /** Every delivery comes from one of these. */
    record EgressAddresses(
            @Schema(examples = "[\"203.0.113.0/28\", \"2001:db8:40::/64\"]")
            List<String> ranges) {}
}
