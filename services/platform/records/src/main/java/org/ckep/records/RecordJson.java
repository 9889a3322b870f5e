package org.ckep.records;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.hibernate.orm.JsonFormat;
import io.quarkus.hibernate.orm.PersistenceUnitExtension;
import org.ckep.web.JsonRules;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.format.FormatMapper;
import org.hibernate.type.format.jackson.JacksonJsonFormatMapper;

/**
 * The JSON in columns. It has its own mapper, so that what is stored does not change with what the interfaces answer;
 * unknown members are refused here too, because they would be lost with the next change of the row.
 */
@JsonFormat
@PersistenceUnitExtension
class RecordJson implements FormatMapper {
    private final JacksonJsonFormatMapper jackson;

    RecordJson() {
        ObjectMapper mapper =
                JsonRules.apply(JsonMapper.builder().findAndAddModules().build());
        mapper.setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);
        this.jackson = new JacksonJsonFormatMapper(mapper);
    }

    @Override
    public <T> T fromString(CharSequence json, JavaType<T> type, WrapperOptions options) {
        return jackson.fromString(json, type, options);
    }

    @Override
    public <T> String toString(T value, JavaType<T> type, WrapperOptions options) {
        return jackson.toString(value, type, options);
    }
}
