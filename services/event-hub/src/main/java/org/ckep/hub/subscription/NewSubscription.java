package org.ckep.hub.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.ckep.hub.log.ReaderLogs;
import org.ckep.hub.signing.KeyAlgorithm;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a caller asks for. Only where it goes has to be said, and not even that by those who fetch. */
@Schema(name = "NewSubscription")
record NewSubscription(
        @Schema(description = "For people", examples = "Chip projects for our newsroom") @Nullable
        String name,

        @Schema(
                description =
                        "HTTP for webhooks, PULL to fetch, KAFKA for the topic of the agency; HTTP where a sink is given")
        @Nullable
        Protocol protocol,

        @Schema(
                description = "URL of the webhook: https, port 443 or 8443",
                examples = "https://hooks.example.org/ckep")
        @Nullable
        String sink,

        @Schema(
                description = "Event types; all where none is named",
                examples = "org.ckep.investment.project.state_changed.v1")
        @Nullable
        List<String> types,

        @Schema(
                description = "Filters by the dialects of the CloudEvents subscriptions API; all must match",
                implementation = Object[].class)
        @Nullable
        JsonNode filters,

        @Schema(
                description =
                        "What is kept of the data of each event: JSON pointers into them; everything where none is "
                                + "named. Events that are left with a part carry no dataschema",
                implementation = String[].class,
                examples = "[\"/urn\", \"/state\"]")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        JsonNode projection,

        @Schema(description = "subject by default") @Nullable
        Ordering ordering,

        @Schema(description = "block-subject by default; skip-and-mark without ordering") @Nullable
        OnExhausted onExhausted,

        @Schema(description = "structured by default") @Nullable
        ContentMode mode,

        @Schema(description = "v1a (ed25519) by default, v1 for HMAC") @Nullable
        KeyAlgorithm signing,

        @Schema(description = "Own secret for v1: whsec_ and 24 to 64 bytes in base64; made here where none is given")
        @Nullable
        String secret,

        @Schema(description = "Most deliveries per minute") @Nullable
        Integer ratePerMinute,

        @Schema(description = "now (by default), earliest, or a time", examples = "earliest") @Nullable
        String start,

        @Schema(
                description =
                        "ministry for the log of the caller's own ministry, with what is for it alone; else it is that of "
                                + "his side, agency or group",
                enumeration = ReaderLogs.MINISTRY)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String log) {}
