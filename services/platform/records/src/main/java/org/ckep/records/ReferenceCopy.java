package org.ckep.records;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.jspecify.annotations.Nullable;

/**
 * What is known here of another service's record.
 *
 * @param urn the record
 * @param displayId its id for people, null where its events do not tell
 * @param title its title
 * @param state its state, null where it has none
 * @param occurredAt when the event happened that this copy comes from, null where it does not say
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReferenceCopy(
        Urn urn,
        @Nullable String displayId,
        LocalizedText title,
        @Nullable String state,
        @Nullable Instant occurredAt) {}
