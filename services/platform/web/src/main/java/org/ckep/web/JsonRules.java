package org.ckep.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.ckep.kernel.value.ValueException;
import org.ckep.kernel.value.ValueProblem;

/**
 * The JSON of all interfaces: what is not understood is refused, nothing is guessed, and no decimal ever passes through
 * a binary float. Absent values are absent, not null.
 */
@Singleton
public class JsonRules implements ObjectMapperCustomizer {
    private static final Object STORED = "ckep-stored";

    @Override
    public void customize(ObjectMapper mapper) {
        apply(mapper);
    }

    /** Gives a mapper these rules, for tests and for code without the application's own mapper. */
    public static ObjectMapper apply(ObjectMapper mapper) {
        mapper.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        mapper.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS);
        mapper.setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);
        // A flag that is not given is not set; a number that is not given is missing.
        mapper.configOverride(boolean.class).setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
        refuse(mapper, LogicalType.Integer, CoercionInputShape.String, CoercionInputShape.Boolean);
        refuse(mapper, LogicalType.Boolean, CoercionInputShape.String, CoercionInputShape.Integer);
        refuse(
                mapper,
                LogicalType.Textual,
                CoercionInputShape.Integer,
                CoercionInputShape.Float,
                CoercionInputShape.Boolean);
        refuse(mapper, LogicalType.Float, CoercionInputShape.Boolean, CoercionInputShape.EmptyString);
        refuse(mapper, LogicalType.Enum, CoercionInputShape.Integer, CoercionInputShape.EmptyString);
        refuse(mapper, LogicalType.DateTime, CoercionInputShape.Integer, CoercionInputShape.EmptyString);
        // A tree keeps 1000.0 as it is; its usual form 1E+3 would be refused as an exponent.
        mapper.setNodeFactory(JsonNodeFactory.withExactBigDecimals(true));
        mapper.registerModule(new SimpleModule("ckep-values")
                .addSerializer(new DecimalSerializer())
                .addDeserializer(BigDecimal.class, new DecimalDeserializer())
                .addDeserializer(String.class, new TextDeserializer())
                .addKeyDeserializer(String.class, new TextKeyDeserializer()));
        return mapper;
    }

    /** Reads what the service has written itself, where a database makes numbers of its decimals. */
    public static ObjectReader stored(ObjectMapper mapper) {
        return mapper.reader().withAttribute(STORED, true);
    }

    private static void refuse(ObjectMapper mapper, LogicalType type, CoercionInputShape... shapes) {
        for (CoercionInputShape shape : shapes) {
            mapper.coercionConfigFor(type).setCoercion(shape, CoercionAction.Fail);
        }
    }

    /** The name under which JSON carries an enum constant. */
    static String textOf(Enum<?> constant) {
        return constant instanceof org.ckep.kernel.value.Language language ? language.tag() : constant.name();
    }

    /** Decimals leave as strings in plain notation: a JavaScript reader would round numbers. */
    private static final class DecimalSerializer extends StdSerializer<BigDecimal> {
        private static final long serialVersionUID = 1L;

        DecimalSerializer() {
            super(BigDecimal.class);
        }

        @Override
        public void serialize(BigDecimal value, JsonGenerator out, SerializerProvider context) throws IOException {
            out.writeString(value.toPlainString());
        }
    }

    /**
     * Decimals come as strings, as they leave: who writes a number has mostly rounded it in a binary float before. They are
     * in plain ASCII notation: what else {@link BigDecimal} reads, such as digits of other scripts or an exponent, is more
     * often a mistake than a number.
     */
    private static final class DecimalDeserializer extends StdScalarDeserializer<BigDecimal> {
        private static final long serialVersionUID = 1L;
        private static final Pattern FORM = Pattern.compile("-?[0-9]{1,30}(\\.[0-9]{1,20})?");

        DecimalDeserializer() {
            super(BigDecimal.class);
        }

        @Override
        public BigDecimal deserialize(JsonParser in, DeserializationContext context) throws IOException {
            boolean stored =
                    context.getAttribute(STORED) != null && in.currentToken().isNumeric();
            if (!stored && in.currentToken().isNumeric()) {
                throw refused(
                        in,
                        ValueProblem.DECIMAL_AS_NUMBER,
                        "a decimal is a string in plain notation (\"12.50\") and not a JSON number");
            }
            if (!stored && !in.hasToken(JsonToken.VALUE_STRING)) {
                return (BigDecimal) context.handleUnexpectedToken(BigDecimal.class, in);
            }
            String text = in.getText();
            if (!FORM.matcher(text).matches()) {
                throw refused(
                        in,
                        ValueProblem.DECIMAL_INVALID,
                        JacksonProblems.quote(text) + " is not a decimal in plain notation (\"12.50\")");
            }
            return new BigDecimal(text);
        }

        private static JsonMappingException refused(JsonParser in, ValueProblem type, String message) {
            return JsonMappingException.from(in, message, new ValueException(type, null, message));
        }
    }

    /** Texts are refused where {@link TextRules} are broken. */
    private static final class TextDeserializer extends StdScalarDeserializer<String> {
        private static final long serialVersionUID = 1L;

        TextDeserializer() {
            super(String.class);
        }

        @Override
        public LogicalType logicalType() {
            return LogicalType.Textual;
        }

        @Override
        public String deserialize(JsonParser in, DeserializationContext context) throws IOException {
            String text = StringDeserializer.instance.deserialize(in, context);
            if (text != null && !TextRules.isAcceptable(text)) {
                throw JsonMappingException.from(in, TextRules.MESSAGE, new IllegalArgumentException(TextRules.MESSAGE));
            }
            return text;
        }
    }

    /** The same of names that a request chooses, such as those of a map's entries. */
    private static final class TextKeyDeserializer extends KeyDeserializer {
        @Override
        public Object deserializeKey(String key, DeserializationContext context) throws IOException {
            if (!TextRules.isAcceptable(key)) {
                throw JsonMappingException.from(
                        context, TextRules.MESSAGE, new IllegalArgumentException(TextRules.MESSAGE));
            }
            return key;
        }
    }
}
