package org.ckep.records;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.ckep.kernel.value.FuzzyDate;
import org.jspecify.annotations.Nullable;

/** Stores a fuzzy date in its short form, such as {@code 2026-Q1}. */
@Converter(autoApply = true)
public class FuzzyDateColumn implements AttributeConverter<FuzzyDate, String> {
    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable FuzzyDate date) {
        return date == null ? null : date.toString();
    }

    @Override
    public @Nullable FuzzyDate convertToEntityAttribute(@Nullable String text) {
        return text == null ? null : FuzzyDate.parse(text);
    }
}
