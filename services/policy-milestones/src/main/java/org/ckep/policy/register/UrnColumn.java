package org.ckep.policy.register;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.ckep.kernel.id.Urn;
import org.jspecify.annotations.Nullable;

/** Stores a URN as text. */
@Converter(autoApply = true)
public class UrnColumn implements AttributeConverter<Urn, String> {
    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable Urn urn) {
        return urn == null ? null : urn.toString();
    }

    @Override
    public @Nullable Urn convertToEntityAttribute(@Nullable String text) {
        return text == null ? null : Urn.parse(text);
    }
}
