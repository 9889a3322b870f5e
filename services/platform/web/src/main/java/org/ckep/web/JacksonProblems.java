package org.ckep.web;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.problem.ProblemType;
import org.ckep.kernel.value.ValueException;
import org.ckep.kernel.value.ValueProblem;
import org.jspecify.annotations.Nullable;

/** Says in the words of the request, with JSON pointers and without Java names, what Jackson did not accept. */
final class JacksonProblems {
    private static final int LONGEST_QUOTE = 60;

    private JacksonProblems() {}

    static ProblemException toProblem(JsonProcessingException failure) {
        Optional<ProblemException> own = cause(failure, ProblemException.class);
        if (own.isPresent()) {
            return own.get();
        }
        Optional<StreamReadException> malformed = cause(failure, StreamReadException.class);
        if (malformed.isPresent()) {
            return malformed(malformed.get());
        }
        Optional<StreamConstraintsException> tooDeep = cause(failure, StreamConstraintsException.class);
        if (tooDeep.isPresent()) {
            return new ProblemException(
                    KernelProblem.MALFORMED_JSON,
                    "The JSON is nested too deeply or holds a text or number that is too long.");
        }
        String pointer = failure instanceof JsonMappingException mapping ? pointer(mapping.getPath()) : "";
        Optional<ValueException> value = cause(failure, ValueException.class);
        if (value.isPresent()) {
            return ofValue(value.get(), pointer);
        }
        return switch (failure) {
            case UnrecognizedPropertyException unknown -> unknownProperty(unknown, pointer);
            case InvalidTypeIdException badType -> invalidType(badType, pointer);
            case InvalidFormatException badFormat
            when badFormat.getTargetType() == LocalDate.class ->
                problem(
                        ValueProblem.DATE_INVALID,
                        pointer,
                        quote(badFormat.getValue()) + " is not a day of the calendar such as 2026-01-04.");
            case InvalidFormatException badFormat ->
                ProblemException.invalid(
                        pointer,
                        "invalid",
                        quote(badFormat.getValue()) + " is not " + expected(badFormat.getTargetType()) + ".");
            case MismatchedInputException mismatch -> mismatch(mismatch, pointer);
            default ->
                ProblemException.invalid(
                        pointer,
                        "invalid",
                        cause(failure, IllegalArgumentException.class)
                                .map(JacksonProblems::sentence)
                                .orElse("The value is not accepted here."));
        };
    }

    /** A value is told by its own type, at the member that is wrong. */
    private static ProblemException ofValue(ValueException refused, String pointer) {
        String member = refused.member() == null ? "" : "/" + refused.member();
        return problem(refused.type(), pointer + member, sentence(refused));
    }

    private static ProblemException problem(ProblemType type, String pointer, String message) {
        return new ProblemException(type, message).withErrors(FieldError.at(pointer, "invalid", message));
    }

    private static ProblemException malformed(StreamReadException failure) {
        JsonLocation location = failure.getLocation();
        String where =
                location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
        String pointer = "";
        if (failure.getProcessor() instanceof JsonParser parser && parser.getParsingContext() != null) {
            pointer = parser.getParsingContext().pathAsPointer().toString();
        }
        String message = failure.getOriginalMessage().startsWith("Duplicate field")
                ? "A member of an object is given twice" + where + "."
                : "The body is not well-formed JSON" + where + ".";
        return new ProblemException(KernelProblem.MALFORMED_JSON, message)
                .withErrors(FieldError.at(pointer, "malformed", message));
    }

    private static ProblemException unknownProperty(UnrecognizedPropertyException failure, String pointer) {
        Collection<Object> known = failure.getKnownPropertyIds();
        String knownNames = known == null || known.isEmpty()
                ? ""
                : " Known here: " + known.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "))
                        + ".";
        String message = "There is no property " + quote(failure.getPropertyName()) + " here." + knownNames;
        return new ProblemException(KernelProblem.UNKNOWN_PROPERTY, message)
                .withErrors(FieldError.at(pointer, "unknown-property", message));
    }

    private static ProblemException invalidType(InvalidTypeIdException failure, String pointer) {
        String kinds = kinds(failure.getBaseType());
        String message = failure.getTypeId() == null
                ? "Expected an object" + kinds + "."
                : quote(failure.getTypeId()) + " is not possible here: expected an object" + kinds + ".";
        return ProblemException.invalid(pointer, "unknown-type", message);
    }

    /** How a value of several kinds names its kind, empty where its type does not say. */
    private static String kinds(@Nullable JavaType base) {
        if (base == null) {
            return "";
        }
        JsonTypeInfo info = base.getRawClass().getAnnotation(JsonTypeInfo.class);
        JsonSubTypes kinds = base.getRawClass().getAnnotation(JsonSubTypes.class);
        if (info == null || kinds == null) {
            return "";
        }
        return " whose member '" + info.property() + "' is one of "
                + Arrays.stream(kinds.value())
                        .map(kind -> {
                            JsonTypeName name = kind.value().getAnnotation(JsonTypeName.class);
                            return name == null ? kind.name() : name.value();
                        })
                        .collect(Collectors.joining(", "));
    }

    private static ProblemException mismatch(MismatchedInputException failure, String pointer) {
        if (failure.getOriginalMessage().startsWith("Trailing token")) {
            String message = "Something follows the end of the JSON body.";
            return new ProblemException(KernelProblem.MALFORMED_JSON, message)
                    .withErrors(FieldError.at("", "malformed", message));
        }
        Class<?> target = failure.getTargetType();
        return ProblemException.invalid(
                pointer, "invalid", "Expected " + (target == null ? "another value" : expected(target)) + " here.");
    }

    private static String expected(@Nullable Class<?> type) {
        if (type == null) {
            return "a valid value";
        }
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(constant -> JsonRules.textOf((Enum<?>) constant))
                            .collect(Collectors.joining(", "));
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == BigDecimal.class) {
            return "a decimal in plain notation as a string (\"12.50\")";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a whole number";
        }
        if (CharSequence.class.isAssignableFrom(type)) {
            return "a string";
        }
        if (type == UUID.class) {
            return "a UUID";
        }
        if (type == URI.class) {
            return "an address";
        }
        if (Temporal.class.isAssignableFrom(type)) {
            return "a date or time in ISO 8601";
        }
        if (Collection.class.isAssignableFrom(type) || type.isArray()) {
            return "an array";
        }
        return Map.class.isAssignableFrom(type) || type.isRecord() ? "an object" : "a valid value";
    }

    /** RFC 6901: the way to the value, with {@code ~} and {@code /} escaped. */
    static String pointer(List<JsonMappingException.Reference> path) {
        StringBuilder pointer = new StringBuilder();
        for (JsonMappingException.Reference step : path) {
            pointer.append('/');
            if (step.getFieldName() != null) {
                pointer.append(step.getFieldName().replace("~", "~0").replace("/", "~1"));
            } else {
                pointer.append(step.getIndex());
            }
        }
        return pointer.toString();
    }

    /** The messages of value types are sentences for the caller; they begin in lower case. */
    private static String sentence(IllegalArgumentException failure) {
        String message = failure.getMessage();
        if (message == null || message.isEmpty()) {
            return "The value is not accepted here.";
        }
        String capital = message.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + message.substring(1);
        return capital.endsWith(".") ? capital : capital + ".";
    }

    static String quote(@Nullable Object value) {
        String text = String.valueOf(value);
        return "'" + (text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…") + "'";
    }

    static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> type) {
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < 20; cause = cause.getCause(), depth++) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }
}
