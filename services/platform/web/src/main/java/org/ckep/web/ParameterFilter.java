package org.ckep.web;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses query parameters that the operation does not know, values that it cannot read, a second value where one is
 * meant, and texts that nothing could store. A parameter that is silently ignored would make a filter look as if it had been applied.
 */
class ParameterFilter {
    private final Map<Method, Map<String, OperationParameters.Query>> known = new ConcurrentHashMap<>();

    @ServerRequestFilter(priority = FilterPriorities.PARAMETERS)
    void check(ContainerRequestContext request, ResourceInfo operation) {
        Map<String, List<String>> given = request.getUriInfo().getQueryParameters();
        given.forEach(ParameterFilter::requireText);
        request.getUriInfo().getPathParameters().forEach(ParameterFilter::requireText);
        if (given.isEmpty() || operation.getResourceClass().isAnnotationPresent(LenientParameters.class)) {
            return;
        }
        Map<String, OperationParameters.Query> parameters =
                known.computeIfAbsent(operation.getResourceMethod(), OperationParameters::of);
        given.forEach((name, values) -> check(name, values, parameters));
    }

    private static void requireText(String name, List<String> values) {
        if (!TextRules.isAcceptable(name)) {
            throw new ProblemException(
                    KernelProblem.UNKNOWN_PARAMETER, "The name of a parameter holds a control character.");
        }
        if (!values.stream().allMatch(TextRules::isAcceptable)) {
            throw ProblemException.invalidParameter(name, "The parameter '" + name + "': " + TextRules.MESSAGE);
        }
    }

    private static void check(String name, List<String> values, Map<String, OperationParameters.Query> parameters) {
        OperationParameters.Query parameter = parameters.get(name);
        if (parameter == null) {
            String knownNames = parameters.isEmpty()
                    ? " It takes none."
                    : " Known: " + parameters.keySet().stream().sorted().collect(Collectors.joining(", ")) + ".";
            String message = "This operation has no parameter '" + name + "'." + knownNames;
            throw new ProblemException(KernelProblem.UNKNOWN_PARAMETER, message)
                    .withErrors(FieldError.in(name, "unknown-parameter", message));
        }
        if (values.size() > 1 && !parameter.repeatable()) {
            throw ProblemException.invalidParameter(name, "The parameter '" + name + "' may be given only once.");
        }
        values.forEach(value -> read(name, value, parameter.type()));
    }

    /** Tries the conversion that REST will do, since its own refusal is a 404 that does not name the parameter. */
    private static void read(String name, String value, Class<?> type) {
        try {
            if (type == int.class || type == Integer.class) {
                Integer.parseInt(value);
            } else if (type == long.class || type == Long.class) {
                Long.parseLong(value);
            } else if (type == boolean.class || type == Boolean.class) {
                if (!value.equals("true") && !value.equals("false")) {
                    throw new IllegalArgumentException("expected true or false");
                }
            } else if (type == LocalDate.class) {
                LocalDate.parse(value);
            } else if (type == Instant.class) {
                Instant.parse(value);
            } else if (type == UUID.class) {
                UUID.fromString(value);
            } else if (type.isEnum()) {
                readEnum(value, type);
            } else if (type != String.class) {
                readByFactory(value, type);
            }
        } catch (NumberFormatException notANumber) {
            throw ProblemException.invalidParameter(name, "The parameter '" + name + "' must be a whole number.");
        } catch (java.time.DateTimeException notADate) {
            throw ProblemException.invalidParameter(
                    name, "The parameter '" + name + "' must be a date or time in ISO 8601.");
        } catch (IllegalArgumentException refused) {
            throw ProblemException.invalidParameter(
                    name, "The parameter '" + name + "' is not accepted: " + refused.getMessage() + ".");
        }
    }

    private static void readEnum(String value, Class<?> type) {
        boolean found = Arrays.stream(type.getEnumConstants())
                .anyMatch(constant -> ((Enum<?>) constant).name().equals(value));
        if (!found) {
            throw new IllegalArgumentException("expected one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(constant -> ((Enum<?>) constant).name())
                            .collect(Collectors.joining(", ")));
        }
    }

    /** JAX-RS reads other types by {@code fromString(String)} or {@code valueOf(String)}. */
    private static void readByFactory(String value, Class<?> type) {
        for (String factory : List.of("fromString", "valueOf")) {
            try {
                Method method = type.getDeclaredMethod(factory, String.class);
                if (Modifier.isStatic(method.getModifiers()) && method.trySetAccessible()) {
                    method.invoke(null, value);
                    return;
                }
            } catch (NoSuchMethodException | IllegalAccessException notThisWay) {
                continue;
            } catch (InvocationTargetException failure) {
                if (failure.getCause() instanceof IllegalArgumentException refused) {
                    throw refused;
                }
                throw new IllegalStateException(failure.getCause());
            }
        }
    }
}
