package org.ckep.hub.feed;

import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An event as the feed answers it, for the description of the interface; the answer itself is the stored text. */
@Schema(
        name = "CloudEvent",
        description = "CloudEvents 1.0 in JSON; in canonical form (RFC 8785), byte for byte stable")
record EventView(
        @Schema(examples = "1.0") String specversion,
        @Schema(description = "Unique within the source") String id,
        @Schema(description = "/{service}/{audience}") String source,

        @Schema(description = "org.ckep.{domain}.{record}.{verb}.v{major}")
        String type,

        @Schema(description = "URN of the record") @Nullable String subject,
        @Schema(description = "When it happened") @Nullable Instant time,

        @Schema(description = "When it was recorded") @Nullable
        Instant recordedtime,

        @Nullable String datacontenttype,

        @Schema(description = "Contiguous within audience and source, 20 digits")
        String sequence,

        String audience,

        @Schema(description = "Events with one key stay in order") @Nullable
        String partitionkey,

        @Schema(description = "Code of the sector") @Nullable
        String sector,

        @Schema(description = "Whose the data are", examples = "public") @Nullable
        String dataclassification,

        @Schema(description = "When it was released, where it was under embargo") @Nullable
        Instant ckembargo,

        @Schema(description = "What the record is now, as far as the audience may know") @Nullable
        Map<String, Object> data) {

    static final String EXAMPLE = "{\"audience\":\"public\",\"data\":{\"displayId\":\"CK-PRJ-7KQ4M-C\",\"state\":"
            + "\"ANNOUNCED\",\"title\":{\"en\":{\"status\":\"ORIGINAL\",\"text\":\"Xi'an plant upgrade\"}},"
            + "\"urn\":\"urn:ckep:project:8b9f6f0e-3d5a-4a53-9a0e-0f5c8f0a7d11\"},"
            + "\"datacontenttype\":\"application/json\",\"id\":\"0199c0de-7a00-7000-8000-000000000001\","
            + "\"partitionkey\":\"urn:ckep:project:8b9f6f0e-3d5a-4a53-9a0e-0f5c8f0a7d11\","
            + "\"recordedtime\":\"2026-01-05T02:00:00Z\",\"sector\":\"SEMI\",\"sequence\":\"00000000000000000001\","
            + "\"source\":\"/investment-projects/public\",\"specversion\":\"1.0\","
            + "\"subject\":\"urn:ckep:project:8b9f6f0e-3d5a-4a53-9a0e-0f5c8f0a7d11\",\"time\":\"2026-01-05T02:00:00Z\","
            + "\"type\":\"org.ckep.investment.project.registered.v1\"}";
    static final String EXAMPLE_BATCH = "[" + EXAMPLE + "]";
    static final String EXAMPLE_STREAM =
            "retry:3000\n\nid:AQIDBAAAAAAAAAABBQYHCA\nevent:cloudevent\ndata:" + EXAMPLE + "\n\n:hb\n\n";
}
