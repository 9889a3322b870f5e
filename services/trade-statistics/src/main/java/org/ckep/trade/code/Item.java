package org.ckep.trade.code;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import org.ckep.kernel.value.LocalizedText;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A code, concept or agency.
 *
 * @param parent code of the item above it, null at the top
 * @param kind what sort of item it is within its list, null where the list knows only one
 * @param names its own names, or its code with its parent's names where it has none
 * @param description what it means, null where nobody says
 * @param validFrom first day for which it may be used, null where nobody says
 * @param validTo last day for which it may be used, null where nobody says
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "CodeListItem")
public record Item(
        String code,
        @Nullable String parent,
        @Nullable String kind,
        LocalizedText names,
        @Nullable LocalizedText description,
        @Nullable LocalDate validFrom,
        @Nullable LocalDate validTo) {
    /** Without days. */
    public Item(
            String code,
            @Nullable String parent,
            @Nullable String kind,
            LocalizedText names,
            @Nullable LocalizedText description) {
        this(code, parent, kind, names, description, null, null);
    }

    /** Without a description. */
    public Item(String code, @Nullable String parent, @Nullable String kind, LocalizedText names) {
        this(code, parent, kind, names, null);
    }
}
