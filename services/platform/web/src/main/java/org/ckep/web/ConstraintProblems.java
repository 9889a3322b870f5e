package org.ckep.web;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Says where in the request a constraint is broken, by JSON pointer or parameter name. */
final class ConstraintProblems {
    private ConstraintProblems() {}

    /** The problem, or empty where not the request but an answer of ours breaks a constraint. */
    static Optional<ProblemException> toProblem(ConstraintViolationException failure) {
        List<FieldError> errors = new ArrayList<>();
        for (ConstraintViolation<?> violation : failure.getConstraintViolations()) {
            FieldError error = error(violation);
            if (error == null) {
                return Optional.empty();
            }
            errors.add(error);
        }
        errors.sort((a, b) -> place(a).compareTo(place(b)));
        return Optional.of(new ProblemException(
                        KernelProblem.INVALID_VALUE,
                        errors.size() == 1
                                ? "One value of the request is not accepted."
                                : errors.size() + " values of the request are not accepted.")
                .withErrors(errors));
    }

    private static String place(FieldError error) {
        return error.pointer() != null ? error.pointer() : String.valueOf(error.parameter());
    }

    private static @Nullable FieldError error(ConstraintViolation<?> violation) {
        String code = violation
                .getConstraintDescriptor()
                .getAnnotation()
                .annotationType()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
        StringBuilder pointer = new StringBuilder();
        String parameter = null;
        Iterator<Path.Node> nodes = violation.getPropertyPath().iterator();
        Path.@Nullable MethodNode operation = null;
        while (nodes.hasNext()) {
            Path.Node node = nodes.next();
            switch (node.getKind()) {
                case METHOD -> operation = node.as(Path.MethodNode.class);
                case PARAMETER -> parameter = parameterName(violation.getRootBeanClass(), operation, node);
                case RETURN_VALUE -> {
                    return null;
                }
                case PROPERTY, CONTAINER_ELEMENT -> {
                    appendIndex(pointer, node);
                    if (node.getKind() == ElementKind.PROPERTY) {
                        pointer.append('/').append(escape(node.getName()));
                    }
                }
                case BEAN -> appendIndex(pointer, node);
                case CONSTRUCTOR, CROSS_PARAMETER -> {}
            }
        }
        if (parameter == null) {
            return FieldError.at(pointer.toString(), code, violation.getMessage());
        }
        // A bean of parameters: its property is the parameter.
        String name = pointer.isEmpty() ? parameter : pointer.substring(1);
        return FieldError.in(name, code, violation.getMessage());
    }

    private static void appendIndex(StringBuilder pointer, Path.Node node) {
        if (node.isInIterable()) {
            if (node.getIndex() != null) {
                pointer.append('/').append(node.getIndex());
            } else if (node.getKey() != null) {
                pointer.append('/').append(escape(String.valueOf(node.getKey())));
            }
        }
    }

    /** The name of a parameter that is not the body; null for the body. */
    private static @Nullable String parameterName(
            Class<?> resource, Path.@Nullable MethodNode operation, Path.Node node) {
        int index = node.as(Path.ParameterNode.class).getParameterIndex();
        if (operation == null) {
            return null;
        }
        Class<?>[] types = operation.getParameterTypes().toArray(Class<?>[]::new);
        for (Class<?> type = resource; type != null; type = type.getSuperclass()) {
            try {
                // The container's subclass repeats the method without its annotations.
                Method method = type.getDeclaredMethod(operation.getName(), types);
                Optional<String> name = OperationParameters.nameOf(method.getParameters()[index]);
                if (name.isPresent()) {
                    return name.get();
                }
            } catch (NoSuchMethodException inherited) {
                continue;
            }
        }
        return null;
    }

    private static String escape(@Nullable String name) {
        return String.valueOf(name).replace("~", "~0").replace("/", "~1");
    }
}
