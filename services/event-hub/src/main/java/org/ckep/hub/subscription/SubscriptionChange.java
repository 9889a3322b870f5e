package org.ckep.hub.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What may be changed of a subscription. Another sink has to consent first. */
@Schema(name = "SubscriptionChange")
record SubscriptionChange(
        @Nullable String name,
        @Nullable String sink,
        @Nullable List<String> types,
        @Schema(implementation = Object[].class) @Nullable JsonNode filters,
        @Schema(implementation = String[].class) @Nullable JsonNode projection,
        @Nullable OnExhausted onExhausted,
        @Nullable ContentMode mode,
        @Nullable Integer ratePerMinute) {}
